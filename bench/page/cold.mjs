// Opens a page as somebody does who was never here: nothing in the cache, only the session's cookie.
import { median } from "../report/figures.mjs";

const LIMIT = 60_000;

/** One cold start. */
async function start(browser, house, { person, path, probe }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  try {
    await house.logIn(context, person);
    const page = await context.newPage();
    const traffic = await listen(context, page);
    await page.addInitScript(probe);
    await page.goto(house.origin + path);
    await page.waitForFunction(() => globalThis.probe.opened.interactive, null, { timeout: LIMIT });
    // The chart's library may still be under way.
    await page.waitForFunction(() => document.querySelector(".chart-drawing canvas"), null, { timeout: LIMIT });
    await page.waitForTimeout(500);
    const seen = await page.evaluate(() => ({
      ...globalThis.probe.opened,
      fcp: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
      longest: Math.max(0, ...globalThis.probe.tasks.map(({ duration }) => duration)),
    }));
    return { ...seen, ...traffic.sums() };
  } finally {
    await context.close();
  }
}

/** Counts what comes over the wire: heads and bodies, as they are compressed. A stream that stays open is counted as far as it has come. */
async function listen(context, page) {
  const session = await context.newCDPSession(page);
  const requests = new Map();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    // The click at the end changes the address, and the browser looks the page's icon up again, in its own cache.
    const again = request.url.endsWith("/favicon.svg") && [...requests.values()].some(({ url }) => url === request.url);
    if (request.url.startsWith("http") && !again) requests.set(requestId, { url: request.url, bytes: 0 });
  });
  const add = (requestId, change) => {
    const request = requests.get(requestId);
    if (request) change(request);
  };
  session.on("Network.dataReceived", ({ requestId, encodedDataLength }) => add(requestId, (request) => (request.bytes += encodedDataLength)));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => add(requestId, (request) => (request.bytes = encodedDataLength)));
  await session.send("Network.enable");
  return {
    sums: () => ({
      requests: requests.size,
      bytes: [...requests.values()].reduce((sum, { bytes }) => sum + bytes, 0),
      parts: [...requests.values()],
    }),
  };
}

/** The figures of several cold starts, each the median of all. */
export async function coldStarts(browser, house, times, what) {
  const starts = [];
  for (let at = 0; at < times; at += 1) starts.push(await start(browser, house, what));
  const middle = (figure) => median(starts.map((one) => one[figure]));
  return {
    starts: times,
    bytes: middle("bytes"),
    requests: Math.max(...starts.map(({ requests }) => requests)),
    fcp_ms: middle("fcp"),
    figures_ms: middle("figures"),
    interactive_ms: middle("interactive"),
    longest_task_ms: middle("longest"),
    parts: starts.at(-1).parts.map(({ url, bytes }) => ({ path: new URL(url).pathname, bytes })),
  };
}
