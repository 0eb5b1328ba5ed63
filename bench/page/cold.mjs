// Opens a page as somebody does who was never here: nothing in the cache, only the session's cookie.
import { median } from "../report/figures.mjs";

const LIMIT = 60_000;

const OLDER = /\/api\/facts\/[^/]+\/older\//;

/** One cold start, with a click as soon as there is a row to click. */
async function start(browser, house, { person, path, probe }) {
  const { context, page, traffic } = await opened(browser, house, { person, probe });
  try {
    await page.goto(house.origin + path);
    await page.waitForFunction(() => globalThis.probe.opened.compared, null, { timeout: LIMIT });
    // The chart's library may still be under way, and the earlier days.
    await page.waitForFunction(() => document.querySelector(".chart-drawing canvas"), null, { timeout: LIMIT });
    await traffic.rest();
    const seen = await page.evaluate(() => ({
      ...globalThis.probe.opened,
      last: globalThis.probe.values(),
      fcp: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
      longest: Math.max(0, ...globalThis.probe.tasks.map(({ duration }) => duration)),
      began: Object.fromEntries(performance.getEntriesByType("resource").map(({ name, startTime }) => [name, startTime])),
    }));
    // What was shown before everything had come must have been right.
    if (seen.last !== seen.values) throw new Error(`the click was answered with ${seen.values}, and later with ${seen.last}`);
    return { ...seen, ...counted(traffic.requests(), seen) };
  } finally {
    await context.close();
  }
}

/** What had been asked for when the rows were there, and what was asked for afterwards. */
function counted(requests, { began, rows }) {
  const sum = (some) => some.reduce((sum, { bytes }) => sum + bytes, 0);
  // The page itself and a stream that has not ended are not among the resources; both come first.
  const isNeeded = ({ url }) => (began[url] ?? 0) <= rows;
  const [needed, later] = [requests.filter(isNeeded), requests.filter((one) => !isNeeded(one))];
  return { requests: needed.length, bytes: sum(needed), rest: sum(later), drawn: sum(requests.filter(({ url }) => !OLDER.test(url))), parts: requests };
}

/** A start with a processor four times slower, and nobody who clicks: the largest thing painted, and how much moved. */
async function slowStart(browser, house, { person, path, probe }) {
  const { context, page, traffic } = await opened(browser, house, { person, probe: `globalThis.name = "no-click"; ${probe}`, slow: 4 });
  try {
    await page.goto(house.origin + path);
    await page.waitForFunction(() => document.querySelector(".chart-drawing canvas") && document.querySelector(".report-tree tbody tr"), null, { timeout: LIMIT });
    await traffic.rest();
    await page.waitForTimeout(2_000);
    return await page.evaluate(() => ({ lcp: globalThis.probe.lcp, cls: globalThis.probe.shifted }));
  } finally {
    await context.close();
  }
}

async function opened(browser, house, { person, probe, slow }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  await house.logIn(context, person);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  if (slow) await session.send("Emulation.setCPUThrottlingRate", { rate: slow });
  const traffic = await listen(session);
  await page.addInitScript(probe);
  return { context, page, traffic };
}

/** Counts what comes over the wire: heads and bodies, as they are compressed. A stream that stays open is counted as far as it has come. */
async function listen(session) {
  const requests = new Map();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    // The click at the end changes the address, and the browser looks the page's icon up again, in its own cache.
    const again = request.url.endsWith("/favicon.svg") && [...requests.values()].some(({ url }) => url === request.url);
    if (request.url.startsWith("http") && !again) requests.set(requestId, { url: request.url, bytes: 0, ended: false });
  });
  const add = (requestId, change) => {
    const request = requests.get(requestId);
    if (request) change(request);
  };
  session.on("Network.dataReceived", ({ requestId, encodedDataLength }) => add(requestId, (request) => (request.bytes += encodedDataLength)));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => add(requestId, (request) => {
    Object.assign(request, { bytes: encodedDataLength, ended: true });
  }));
  await session.send("Network.enable");
  const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
  return {
    requests: () => [...requests.values()],
    // Until the earlier days have come, where there are any, and half a second more.
    async rest() {
      await pause(500);
      for (const end = Date.now() + LIMIT; [...requests.values()].some(({ url, ended }) => OLDER.test(url) && !ended);) {
        if (Date.now() > end) throw new Error("the earlier days do not come");
        await pause(50);
      }
      await pause(500);
    },
  };
}

/** The figures of several cold starts, each the median of all. */
export async function coldStarts(browser, house, times, what) {
  const starts = [];
  for (let at = 0; at < times; at += 1) starts.push(await start(browser, house, what));
  const slow = [];
  for (let at = 0; at < Math.min(times, 3); at += 1) slow.push(await slowStart(browser, house, what));
  const middle = (figure) => median(starts.map((one) => one[figure]));
  return {
    starts: times,
    bytes: middle("bytes"),
    requests: Math.max(...starts.map(({ requests }) => requests)),
    drawn_bytes: middle("drawn"),
    rest_bytes: middle("rest"),
    fcp_ms: middle("fcp"),
    figures_ms: middle("figures"),
    interactive_ms: middle("interactive"),
    compared_ms: middle("compared"),
    longest_task_ms: middle("longest"),
    slow_lcp_ms: median(slow.map(({ lcp }) => lcp)),
    slow_cls: Math.max(...slow.map(({ cls }) => cls)),
    parts: starts.at(-1).parts.map(({ url, bytes }) => ({ path: new URL(url).pathname, bytes })),
  };
}
