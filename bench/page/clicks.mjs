// The clicks of the bench, made with a mouse: what somebody does who looks for the reason of a figure.

const BODY = { category: ".report-tree", campaign: ".report-wide" };
const rows = (table, level) => {
  const body = `${BODY[table] ?? `[aria-labelledby="report-${table}"]`} tbody tr`;
  return level ? `${body}[aria-level="${level}"]` : body;
};

const row = (label, table, at, { level, add = false } = {}) => ({ label, add, selector: rows(table, level), at });
const chip = (label, at = 0) => ({ label, selector: ".report-chips .chip-close", at });
const clear = { label: "clear all", selector: ".report-toolbar > .button[data-kind=quiet]:last-child", at: 0 };
const brush = (label, from, to) => ({ label, brush: [from, to] });

/** The script. A row is told by its place, which is the same in every round: the facts are. */
export const SCRIPT = [
  row("a group", "category", 0, { level: 1 }),
  row("a category in it", "category", 0, { level: 2 }),
  row("a product in it", "category", 1, { level: 3 }),
  row("another product", "category", 2, { level: 3 }),
  row("up to the category", "category", 0, { level: 2 }),
  row("up to the group", "category", 0, { level: 1 }),
  row("another group", "category", 3, { level: 1 }),
  row("a third group too", "category", 5, { level: 1, add: true }),
  row("without it again", "category", 5, { level: 1, add: true }),
  chip("clear categories"),
  row("a channel", "channel", 0),
  row("another channel too", "channel", 2, { add: true }),
  row("a third channel too", "channel", 4, { add: true }),
  row("a device with them", "device", 1),
  row("another device", "device", 0),
  chip("clear channels"),
  row("a region with the device", "region", 1),
  row("another region too", "region", 3, { add: true }),
  chip("clear the device"),
  chip("clear regions"),
  row("a campaign", "campaign", 0),
  row("another campaign too", "campaign", 2, { add: true }),
  row("a third campaign too", "campaign", 4, { add: true }),
  row("a group with campaigns", "category", 1, { level: 1 }),
  chip("clear the group"),
  chip("clear campaigns"),
  brush("a fifth of the days", 0.3, 0.5),
  brush("a little further", 0.35, 0.55),
  brush("further", 0.45, 0.65),
  brush("most of the days", 0.1, 0.9),
  row("a group in these days", "category", 2, { level: 1 }),
  row("a channel in it", "channel", 1),
  row("a device in it", "device", 1),
  row("a region in it", "region", 2),
  chip("without the region", 3),
  brush("a few days", 0.6, 0.8),
  chip("without the device", 2),
  chip("without the group"),
  row("a campaign in it", "campaign", 1),
  brush("other days", 0.2, 0.6),
  clear,
  row("a group, wide", "category", 4, { level: 1 }),
  row("a device with it", "device", 0),
  row("a channel with both", "channel", 0),
  clear,
];

/** Opens the first group and its first category, so that all three levels are in sight. */
export async function openLevels(page) {
  for (const level of [1, 2]) {
    await page.locator(`${rows("category", level)} .report-twist:not([data-leaf])`).first().click();
  }
  await page.locator(rows("category", 3)).first().waitFor();
}

/** Lets every table show all of its rows. */
export async function showAll(page) {
  for (const button of await page.locator(".report-more").all()) await button.click();
  await page.waitForTimeout(300);
}

// Where to click. What is not in sight is scrolled to first, as a hand does before it clicks.
async function place(page, { selector, at }) {
  const found = await page.evaluate(async ([selector, at]) => {
    const element = document.querySelectorAll(selector)[at];
    if (!element) return null;
    // The name of a row: its middle may be anything.
    const target = element.querySelector("th") ?? element;
    const point = () => {
      const { x, y, width, height } = target.getBoundingClientRect();
      return { x: x + Math.min(width / 2, 90), y: y + height / 2 };
    };
    // Heads stay in sight and may lie over a row.
    const hit = ({ x, y }) => element.contains(document.elementFromPoint(x, y));
    if (!hit(point())) {
      target.scrollIntoView({ block: "center" });
      await new Promise(requestAnimationFrame);
    }
    return hit(point()) ? point() : null;
  }, [selector, at]);
  if (!found) throw new Error(`nothing to click at: ${selector}, number ${at}`);
  return found;
}

async function press(page, step) {
  const { x, y } = await place(page, step);
  await page.mouse.move(x, y);
  await page.waitForTimeout(60);
  if (step.add) await page.keyboard.down("Control");
  await page.evaluate(() => globalThis.probe.arm("click"));
  await page.mouse.click(x, y);
  if (step.add) await page.keyboard.up("Control");
}

async function drag(page, [from, to]) {
  await page.locator(".chart-plot").scrollIntoViewIfNeeded();
  const { x, y, width, height } = await page.locator(".chart-plot").boundingBox();
  const middle = y + height / 2;
  await page.mouse.move(x + width * from, middle);
  await page.mouse.down();
  await page.mouse.move(x + width * to, middle, { steps: 6 });
  await page.waitForTimeout(60);
  await page.evaluate(() => globalThis.probe.arm("pointerup"));
  await page.mouse.up();
}

/** Every click of the script once: how long each took, and what it asked of the server. */
export async function round(page) {
  const times = [];
  for (const step of SCRIPT) {
    try {
      await (step.brush ? drag(page, step.brush) : press(page, step));
      await page.evaluate(() => globalThis.probe.clicked);
      // The chart, and whatever else is put off, has come to rest when the next click is made.
      await page.waitForTimeout(150);
      times.push(await page.evaluate((kind) => globalThis.probe.result(kind), step.brush ? "pointerup" : "click"));
    } catch (error) {
      throw new Error(`${step.label}: ${error.message}`, { cause: error });
    }
  }
  return times;
}
