// The clicks of the bench, made with a mouse: what somebody does who looks for the reason of a figure.

const body = (table) => `${{ category: ".report-tree", campaign: ".report-wide" }[table] ?? `[aria-labelledby="report-${table}"]`} tbody tr`;

const row = (label, table, at, { add = false } = {}) => ({ label, add, selector: body(table), at });
const node = (label, name, { add = false } = {}) => ({ label, add, selector: body("category"), name });
const chip = (label, of) => ({ label, selector: `.report-chips .chip-close[aria-label="Clear ${of}"]`, at: 0 });
const clear = { label: "clear all", selector: ".report-toolbar > .button[data-kind=quiet]:last-child", at: 0 };
const brush = (label, from, to) => ({ label, brush: [from, to] });

/** The script. Nodes of the tree are told by their names, other rows by their place, which is the same in every round: the facts are. */
export const SCRIPT = [
  node("a group", "Group 01"),
  node("a category in it", "Category 01-01"),
  node("a product in it", "Product 0002"),
  node("another product", "Product 0003"),
  node("up to the category", "Category 01-01"),
  node("up to the group", "Group 01"),
  node("another group", "Group 04"),
  node("a third group too", "Group 06", { add: true }),
  node("without it again", "Group 06", { add: true }),
  chip("clear categories", "Category"),
  row("a channel", "channel", 0),
  row("another channel too", "channel", 2, { add: true }),
  row("a third channel too", "channel", 4, { add: true }),
  row("a device with them", "device", 1),
  row("another device", "device", 0),
  chip("clear channels", "Channel"),
  row("a region with the device", "region", 1),
  row("another region too", "region", 3, { add: true }),
  chip("clear the device", "Device"),
  chip("clear regions", "Region"),
  row("a campaign", "campaign", 0),
  row("another campaign too", "campaign", 2, { add: true }),
  row("a third campaign too", "campaign", 4, { add: true }),
  node("a group with campaigns", "Group 02"),
  chip("clear the group", "Category"),
  chip("clear campaigns", "Campaign"),
  brush("a fifth of the days", 0.3, 0.5),
  brush("a little further", 0.35, 0.55),
  brush("further", 0.45, 0.65),
  brush("most of the days", 0.1, 0.9),
  node("a group in these days", "Group 03"),
  row("a channel in it", "channel", 1),
  row("a device in it", "device", 1),
  row("a region in it", "region", 2),
  chip("without the region", "Region"),
  brush("a few days", 0.6, 0.8),
  chip("without the device", "Device"),
  chip("without the group", "Category"),
  row("a campaign in it", "campaign", 1),
  brush("other days", 0.2, 0.6),
  clear,
  node("a group, wide", "Group 05"),
  row("a device with it", "device", 0),
  row("a channel with both", "channel", 0),
  clear,
];

/** Opens the first group and its first category, so that all three levels are in sight. */
export async function openLevels(page) {
  for (const level of [1, 2]) {
    await page.locator(`${body("category")}[aria-level="${level}"] .report-twist:not([data-leaf])`).first().click();
  }
  await page.locator(`${body("category")}[aria-level="3"]`).first().waitFor();
}

/** Lets every table show all of its rows. */
export async function showAll(page) {
  for (const button of await page.locator(".report-more").all()) await button.click();
  await page.waitForTimeout(300);
}

// Where to click. What is not in sight is scrolled to first, as a hand does before it clicks.
async function place(page, { selector, name, at }) {
  const found = await page.evaluate(async ([selector, name, at]) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const find = () => {
      const all = [...document.querySelectorAll(selector)];
      return name ? all.find((row) => row.querySelector("th")?.textContent === name) : all[at];
    };
    // A long tree draws what is in sight.
    const tree = name && document.querySelector(".report-tree-scroll");
    if (tree && !find()) {
      tree.scrollIntoView({ block: "nearest" });
      for (tree.scrollTop = 0; !find() && tree.scrollTop + tree.clientHeight < tree.scrollHeight - 1; tree.scrollTop += 200) {
        await frame();
        await frame();
      }
    }
    const element = find();
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
      await frame();
      await frame();
    }
    return hit(point()) ? point() : null;
  }, [selector, name, at]);
  if (!found) throw new Error(`nothing to click at: ${selector}, ${name ?? at}`);
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
