// The bench of the report's page: clicks with many facts behind them, and starts with an empty cache.
//
// Settings come from the environment, see scripts/bench-page: KABINET_BIN, HOUSES, HOUSE, FACTS, ROUNDS, COLDS.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { pageMemory } from "../memory.mjs";
import { openLevels, round, showAll } from "./clicks.mjs";
import { coldStarts } from "./cold.mjs";
import { figuresOf, judged } from "./figures.mjs";
import { House } from "../house.mjs";
import { printBounds, printClicks, printColds, printSlow, printViews } from "./table.mjs";

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--js-flags=--expose-gc",
];
const LARGE = { person: "admin", path: "/p/large/report" };
const ORDINARY = { person: "owner", path: "/p/kaminhaus-ppc/report" };

const settings = {
  facts: Number(process.env.FACTS || 1_000_000),
  rounds: Number(process.env.ROUNDS || 5),
  colds: Number(process.env.COLDS || 7),
};
const probe = await readFile(join(import.meta.dirname, "probe.js"), "utf8");

// How the page is looked at while it is clicked: as it opens; over all days; and with two years side by side and every row of every table.
const VIEWS = [
  { name: "as it opens, 30 days", question: "" },
  { name: "all 730 days", question: "?from=2024-11-22&to=2026-11-21" },
  { name: "a year and the one before, all rows", question: "?from=2025-11-22&to=2026-11-21", all: true },
];

// How much slower the processor is made where its owner's patience is measured.
const SLOW = 4;

const launch = () => chromium.launch({ executablePath: process.env.KABINET_CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });

/** A page with the report, loaded and laid out for a view. */
async function open(browser, house, { question, all, slow }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  await house.logIn(context, LARGE.person);
  const page = await context.newPage();
  if (slow) await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: SLOW });
  await page.addInitScript(`globalThis.name = "no-click"; ${probe}`);
  await page.goto(house.origin + LARGE.path + question);
  await page.locator(".report-tree tbody tr").first().waitFor({ timeout: 120_000 });
  await page.locator(".chart-drawing canvas").waitFor();
  // The earlier days come behind; a click would find most of them missing.
  await page.waitForFunction(() => globalThis.probe.whole(), null, { timeout: 120_000 });
  await openLevels(page);
  if (all) await showAll(page);
  await page.waitForTimeout(1_000);
  return { context, page };
}

/** The clicks of a view, round by round. */
async function click(house, view) {
  const browser = await launch();
  try {
    const { context, page } = await open(browser, house, view);
    const requests = [];
    // Whenever the address changes, the browser looks the page's icon up in its own cache.
    context.on("request", (request) => !request.url().endsWith("/favicon.svg") && requests.push(request.url()));
    const from = await page.evaluate(() => performance.now());
    const rounds = [];
    // The first round warms the page up and is not counted: code is compiled when it is first run.
    for (let at = 0; at <= settings.rounds; at += 1) rounds.push(await round(page));
    const tasks = await page.evaluate((from) => globalThis.probe.tasks.filter(({ at }) => at >= from), from);
    await page.evaluate(() => globalThis.gc?.());
    return { ...view, first: rounds[0], rounds: rounds.slice(1), requests, tasks, memory: await pageMemory(browser) };
  } finally {
    await browser.close();
  }
}

/** What the browser says of every interaction of the script, on a slow processor: the first time that each is made. */
async function patience(house, view) {
  const browser = await launch();
  try {
    const { page } = await open(browser, house, { ...view, slow: true });
    await page.evaluate(() => globalThis.probe.events.splice(0));
    const before = await page.evaluate(() => performance.interactionCount);
    await round(page);
    const { count, told } = await page.evaluate(() => globalThis.probe.interactions());
    return { name: view.name, interactions: count - before, told };
  } finally {
    await browser.close();
  }
}

async function cold(house, times, what) {
  const browser = await launch();
  try {
    return await coldStarts(browser, house, times, { ...what, probe });
  } finally {
    await browser.close();
  }
}

const { KABINET_BIN: kabinet, HOUSES: houses, HOUSE: name } = process.env;
const house = await House.open({ kabinet, houses, name, facts: settings.facts });
try {
  console.error("reading the facts once, so that the server has its cut");
  await cold(house, 1, LARGE);
  console.error("cold starts");
  const ordinary = await cold(house, settings.colds, ORDINARY);
  const large = await cold(house, Math.min(settings.colds, 3), LARGE);
  const views = [];
  for (const view of VIEWS) {
    console.error(`clicking: ${view.name}`);
    views.push(await click(house, view));
  }
  const slow = [];
  for (const view of VIEWS) {
    console.error(`clicking with a slow processor: ${view.name}`);
    slow.push(await patience(house, view));
  }
  const figures = figuresOf({ facts: settings.facts, ordinary, large, views, slow });
  await writeFile(join(import.meta.dirname, "../../target/bench/page.json"), `${JSON.stringify(figures, null, 2)}\n`);

  printClicks(figures);
  printViews(figures);
  printSlow(figures);
  printColds(figures);
  const bounds = judged(figures);
  printBounds(bounds);
  console.log("\nFigures: target/bench/page.json");
  for (const { what, holds } of bounds) {
    if (holds === false) {
      console.log(`Past its bound: ${what}`);
      process.exitCode = 1;
    }
  }
} finally {
  await house.close();
}
