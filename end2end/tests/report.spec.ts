import type { Locator, Page } from "@playwright/test";
import { address, demoPassword, expect, signIn, test } from "../harness/fixtures";
import { demoDatabase } from "../harness/houses";
import { report as told, whole, type Figures, type Sheet } from "../harness/figures";
import { Door } from "../pages/door";
import { Report, type Line } from "../pages/report";

const project = "kaminhaus-ppc";
const path = `/p/${project}/report`;

/** Every request of a page from now on. Whenever the address changes, the browser looks its icon up in its own cache. */
function requests(page: Page): string[] {
  const made: string[] = [];
  page.on("request", (request) => {
    if (!request.url().endsWith("/favicon.svg")) made.push(`${request.method()} ${request.url()}`);
  });
  return made;
}

const day = (text: string): number => Date.parse(text) / 86_400_000;
const written = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

const names = (lines: Line[]): string[] => lines.map((line) => line.name);
const leads = (row: Figures): string[] => [String(row.leads), row.cost_per_lead ?? ""];

/** The rows of a small table, as the command line tells them: those with anything to show, the most leads first. */
function small(sheet: Sheet): Line[] {
  const shown = sheet.rows.filter((row) => row.leads > 0);
  const lines = shown.map((row) => ({ name: row.key, numbers: leads(row) }));
  return lines.sort((one, other) => Number(other.numbers[0]) - Number(one.numbers[0]));
}

test.describe("a client's report", () => {
  let report: Report;

  test.beforeEach(async ({ page }) => {
    await signIn(page, "owner");
    report = new Report(page);
    await report.open(path);
  });

  test("one click on a category changes every other number, without a request", async ({ page, kabinet }) => {
    const before = await report.numbers();
    const made = requests(page);
    await report.category("Fireplaces").click();
    await expect(report.category("Fireplaces")).toHaveAttribute("aria-selected", "true");
    await expect(page).toHaveURL(`${path}?category=Fireplaces`);
    const after = await report.numbers();

    for (const [at, figure] of after.figures.entries()) {
      expect(figure.numbers, `${figure.name} and its change are others`).not.toEqual(before.figures[at].numbers);
    }
    // A ratio of a part may round to that of the whole; a sum of a part is less.
    for (const sum of ["Cost", "Leads", "Sales", "Revenue"]) {
      const [old, now] = [before, after].map((page) => page.figures.find((figure) => figure.name === sum)?.numbers[0]);
      expect(now, `${sum} is another`).not.toBe(old);
    }
    for (const table of ["channels", "devices", "regions"] as const) {
      const old = new Map(before[table].map((line) => [line.name, line.numbers]));
      const same = after[table].filter((line) => String(old.get(line.name)) === String(line.numbers));
      expect(same, `no line of ${table} has kept its numbers`).toEqual([]);
    }
    expect(names(after.campaigns)).not.toEqual(names(before.campaigns));
    expect(after.categories, "the table that was clicked keeps its rows and their numbers").toEqual(before.categories);
    expect(await report.tree.getByRole("row", { selected: true }).count()).toBe(1);

    // The same question, asked on the command line.
    const last = (await told(kabinet, project, "--by", "day")).rows.at(-1)?.key ?? "";
    const days = ["--from", written(day(last) - 29), "--to", last];
    const only = [...days, "--select", "category=Fireplaces"];
    const sheets = await Promise.all(["channel", "device", "region"].map((by) => told(kabinet, project, ...only, "--by", by)));
    const { total } = sheets[0];
    expect(after.figures.slice(0, 5).map((figure) => figure.numbers[0])).toEqual([
      whole(total.cost), ...leads(total), String(total.sales), whole(total.revenue),
    ]);
    expect([after.channels, after.devices, after.regions]).toEqual(sheets.map((sheet) => small(sheet).slice(0, 6)));
    const all = (await told(kabinet, project, ...days)).total;
    expect((await report.total()).slice(0, 5)).toEqual([
      whole(all.cost), ...leads(all), String(all.sales), whole(all.revenue),
    ]);

    await report.category("Fireplaces").click();
    await expect(page, "the same click again lets go").toHaveURL(path);
    expect(await report.numbers()).toEqual(before);
    expect(made, "requests that the clicks have made").toEqual([]);
  });

  test("the chart follows, and tells its days as a table too", async ({ page }) => {
    const picture = (): Promise<string> =>
      page.locator(".chart-drawing canvas").evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    const before = await picture();
    await report.category("Fireplaces").click();
    await expect.poll(picture, "the drawing is another").not.toBe(before);

    await page.getByRole("button", { name: "Show as a table" }).click();
    const twin = page.getByRole("region", { name: "The same as a table" });
    const cost = async (): Promise<number> => {
      const cells = await twin.locator("tbody tr td:last-child").allTextContents();
      return cells.map((cell) => Number(cell.replace(/[^\d]/g, ""))).reduce((sum, cell) => sum + cell, 0);
    };
    await expect(twin.locator("tbody tr")).toHaveCount(30);
    expect(Math.abs((await cost()) - Number(await report.figure("Cost"))), "the days add up, each rounded").toBeLessThan(16);

    await page.getByRole("button", { name: "Line on the chart" }).click();
    await page.getByRole("menuitemradio", { name: "Revenue" }).click();
    await expect(page).toHaveURL(/chart=revenue/);
    await expect(twin.getByRole("columnheader").nth(1)).toHaveText("Revenue");
    await page.getByRole("button", { name: "Show as a chart" }).click();
    await expect(page.getByRole("img", { name: /^Chart: Revenue and cost by day/ })).toBeVisible();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as a picture" }).click();
    expect((await saved).suggestedFilename()).toMatch(/^Revenue .*\.png$/);
  });

  test("Ctrl adds, chips let go of one or of all, and Back walks the way back", async ({ page }) => {
    const made = requests(page);
    await report.category("Fireplaces").click();
    await report.category("Garden").click({ modifiers: ["Control"] });
    await expect(report.tree.getByRole("row", { selected: true })).toHaveCount(2);
    await expect(report.chips).toHaveText([/^Category\s*Fireplaces \+1/]);
    await report.row("devices", "Smartphones").click();
    await expect(report.chips).toHaveCount(2);
    await expect(page).toHaveURL(`${path}?category=Fireplaces&category=Garden&device=Smartphones`);
    const both = await report.numbers();

    await report.category("Fireplaces").click();
    await expect(report.chips.first(), "a plain click chooses only this one").toHaveText(/^Category\s*Fireplaces$/);
    await page.goBack();
    await expect(report.chips.first()).toHaveText(/Fireplaces \+1/);
    expect(await report.numbers()).toEqual(both);

    await page.getByRole("button", { name: "Clear Device" }).click();
    await expect(report.chips).toHaveCount(1);
    await expect(report.row("devices", "Smartphones")).toHaveAttribute("aria-selected", "false");
    await report.clearAll.click();
    await expect(report.chips).toHaveCount(0);
    await expect(page).toHaveURL(path);
    for (const address of [/category=Garden$/, /device=Smartphones$/, /category=Garden$/]) {
      await page.goBack();
      await expect(page).toHaveURL(address);
    }
    expect(made).toEqual([]);
  });

  test("a drag over the chart chooses days, a tap lets go of them", async ({ page, kabinet }) => {
    const made = requests(page);
    const before = await report.numbers();
    await report.brush(0.3, 0.6);
    await expect(report.band).toBeVisible();
    await expect(report.chips).toHaveText([/^Days/]);
    const [, first, last] = /days=([\d-]+)\.\.([\d-]+)$/.exec(page.url()) ?? [];
    expect(day(last) - day(first), "three tenths of thirty days, give or take the edges").toBeGreaterThanOrEqual(8);
    expect(day(last) - day(first)).toBeLessThanOrEqual(10);

    const brushed = await report.numbers();
    expect(brushed.categories, "a brush is a choice of days for every table").not.toEqual(before.categories);
    const { total } = await told(kabinet, project, "--from", first, "--to", last);
    expect(await report.figure("Cost")).toBe(whole(total.cost));
    expect(await report.figure("Leads")).toBe(String(total.leads));

    await report.plot.click({ position: { x: 20, y: 60 } });
    await expect(report.band).toHaveCount(0);
    await page.mouse.move(0, 0);
    expect(await report.numbers()).toEqual(before);
    expect(made).toEqual([]);
  });

  test("the address holds everything: a reload and a colleague see the same", async ({ page, visitor }) => {
    await report.category("Garden").click();
    await report.table("channels").locator("tbody").getByRole("row").first().click();
    await report.head("Leads").getByRole("button").click();
    await report.brush(0.5, 0.9);
    await report.choose(/^against /, "A year earlier");
    await expect(page).toHaveURL(/compare=year.*category=Garden.*channel=.*days=.*sort=leads/);
    const before = await report.numbers();
    await page.reload();
    await report.ready();
    expect(await report.numbers()).toEqual(before);

    const colleague = await visitor();
    await colleague.goto(page.url());
    await new Door(colleague).logIn(address("marketer"), demoPassword);
    const theirs = new Report(colleague);
    await theirs.ready();
    expect(colleague.url()).toBe(page.url());
    expect(await theirs.numbers()).toEqual(before);
    await expect(theirs.band).toBeVisible();
  });

  test("arrows, Enter and Space do what the mouse does", async ({ page }) => {
    const second = report.tree.locator("tbody").getByRole("row").nth(1);
    await report.head("Cost share").getByRole("button").focus();
    await page.keyboard.press("Tab");
    await expect(report.tree.locator("tbody").getByRole("row").first(), "one Tab stop a table").toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(second).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(second).toHaveAttribute("aria-selected", "true");
    await expect(report.chips).toHaveCount(1);
    await expect(second, "the focus stays where it was").toBeFocused();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Control+Enter");
    await expect(report.tree.getByRole("row", { selected: true })).toHaveCount(2);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Control+ ");
    await expect(report.tree.getByRole("row", { selected: true })).toHaveCount(1);
    await page.keyboard.press("End");
    await expect(report.tree.locator("tbody").getByRole("row").last()).toBeFocused();
    // Over the heads of the next table, which sort it.
    const isRow = (): Promise<boolean> => page.evaluate(() => document.activeElement?.tagName === "TR");
    for (let stop = 0; stop === 0 || (stop < 20 && !(await isRow())); stop += 1) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(report.chips, "the next stop is a row of the next table").toHaveCount(2);
    await expect(page.getByRole("grid").getByRole("row", { selected: true })).toHaveCount(1);
  });

  test("the tree opens level by level, with the mouse and with arrows", async ({ page }) => {
    const roots = await report.names();
    await page.getByRole("button", { name: "Open Fireplaces" }).click();
    await expect(report.category("Electric")).toHaveAttribute("aria-level", "2");
    await expect(page, "opening chooses nothing").toHaveURL(path);
    await report.category("Electric").focus();
    await page.keyboard.press("ArrowRight");
    await expect(report.category("Wall-mounted")).toHaveAttribute("aria-level", "3");
    await report.category("Wall-mounted").click();
    await expect(page).toHaveURL(`${path}?category=Fireplaces+>+Electric+>+Wall-mounted`);
    await expect(report.chips).toHaveText([/Fireplaces › Electric › Wall-mounted/]);
    await page.reload();
    await report.ready();
    await expect(report.category("Wall-mounted"), "what leads to the choice is open").toHaveAttribute("aria-selected", "true");
    await page.getByRole("button", { name: "Close Fireplaces" }).click();
    await expect.poll(() => report.names()).toEqual(roots);
  });

  test("the focus goes with its row when others come before it", async ({ page }) => {
    const [first, second = ""] = await report.names();
    await report.category(second).focus();
    // As a reader's own tools press it, which leave the focus alone.
    await page.getByRole("button", { name: `Open ${first}` }).dispatchEvent("click");
    expect((await report.names()).indexOf(second)).toBeGreaterThan(1);
    await expect(report.category(second)).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(report.category(second)).toHaveAttribute("aria-selected", "true");
  });

  test("a press on a head sorts, the total stays", async ({ page }) => {
    const total = await report.total();
    const column = async (at: number): Promise<number[]> =>
      (await report.numbers()).categories.filter((line) => line.name !== "Unmapped").map((line) => Number(line.numbers[at]));
    const falls = (numbers: number[]): boolean => numbers.every((number, at) => at === 0 || number <= numbers[at - 1]);
    expect(falls(await column(0)), "the most expensive first").toBe(true);
    await expect(report.head("Cost").first()).toHaveAttribute("aria-sort", "descending");

    await report.head("Sales").getByRole("button").click();
    await expect(report.head("Sales")).toHaveAttribute("aria-sort", "descending");
    expect(falls(await column(3))).toBe(true);
    await report.head("Sales").getByRole("button").click();
    await expect(report.head("Sales")).toHaveAttribute("aria-sort", "ascending");
    expect(falls((await column(3)).reverse())).toBe(true);
    await report.head("Category").getByRole("button").click();
    const sorted = (await report.names()).filter((name) => name !== "Unmapped");
    expect(sorted).toEqual([...sorted].sort());
    expect((await report.names()).at(-1), "what no rule maps is last whatever the order").toBe("Unmapped");
    expect(await report.total()).toEqual(total);
    await page.goBack();
    await expect(page, "sorting is no step of the way").not.toHaveURL(/report/);
  });

  test("periods and comparisons have names, and any two days will do", async ({ page, kabinet }) => {
    const was = page.locator(".report-before").first();
    await expect(was).toHaveText(/^was £/);
    await report.period.click();
    await page.getByRole("menuitemradio", { name: "Last 7 days" }).click();
    const [, from, to] = /from=([\d-]+)&to=([\d-]+)$/.exec(page.url()) ?? [];
    expect(day(to) - day(from)).toBe(6);
    const week = (await told(kabinet, project, "--from", from, "--to", to)).total;
    expect(await report.figure("Cost")).toBe(whole(week.cost));

    await report.choose(/^against /, "No comparison");
    await expect(was).toHaveCount(0);
    await report.choose("No comparison", /^A year earlier/);
    await expect(was).toBeVisible();
    const year = (await told(kabinet, project, "--from", written(day(from) - 364), "--to", written(day(to) - 364))).total;
    expect((await report.numbers()).figures[1].numbers[1], "the same weekdays 52 weeks ago").toContain(String(year.leads));

    await report.period.click();
    await page.getByRole("menuitem", { name: "Choose days…" }).click();
    const dialog = page.getByRole("dialog", { name: "Days of the report" });
    await dialog.getByLabel("First day").fill(written(day(to) - 99));
    await dialog.getByLabel("Last day").fill(written(day(to) - 90));
    await dialog.getByRole("button", { name: "Show" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page).toHaveURL(new RegExp(`from=${written(day(to) - 99)}&to=${written(day(to) - 90)}`));
    await report.choose(/20\d\d/, "All time");
    const all = (await told(kabinet, project)).total;
    expect(await report.figure("Leads")).toBe(String(all.leads));
  });

  test("what fits into no sensible address is passed over", async ({ page }) => {
    await report.open(`${path}?category=Fireplaces&category=No+such+thing&from=yesterday&days=9..1&sort=beauty&%zz`);
    await expect(report.category("Fireplaces")).toHaveAttribute("aria-selected", "true");
    await expect(report.chips.first()).toBeVisible();
    await report.clearAll.click();
    await expect(page).toHaveURL(path);
  });
});

test("a long table draws what is in sight, and the keyboard walks through all of it", async ({ page, open }) => {
  const house = await open(await demoDatabase());
  await house.run("demo", "--facts", "20000");
  await signIn(page, "admin", house.url);
  const report = new Report(page);
  await report.open(`${house.url}/p/large/report`);
  const table = report.table("campaigns");
  const rows = table.locator("tbody").getByRole("row");
  await expect(rows).toHaveCount(6);
  await expect(table, "a short table counts itself").not.toHaveAttribute("aria-rowcount");
  const more = page.getByRole("region").or(page.locator(".panel")).filter({ has: table }).getByRole("button", { name: /^Show \d+ more$/ });
  const all = 6 + Number(/\d+/.exec((await more.textContent()) ?? "")?.[0]);
  expect(all).toBeGreaterThan(100);
  await more.click();
  await expect(table).toHaveAttribute("aria-rowcount", String(all + 1));
  expect(await rows.count()).toBeLessThan(64);

  const number = (at: number): Locator => table.locator(`tbody tr[aria-rowindex="${at}"]`);
  await number(2).focus();
  await page.keyboard.press("End");
  await expect(number(all + 1)).toBeFocused();
  await expect(number(all + 1)).toBeInViewport();
  await expect(number(all - 5), "what is around it comes into sight").toBeInViewport();
  for (const at of [all, all - 1, all - 2]) {
    await page.keyboard.press("ArrowUp");
    await expect(number(at)).toBeFocused();
  }
  await page.keyboard.press("Enter");
  await expect(number(all - 2)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await page.evaluate(() => scrollTo(0, 0));
  await expect(number(5)).toBeVisible();
  await expect(number(all - 2), "the focus stays where it was").toBeFocused();
  expect(await page.evaluate(() => scrollY), "and does not call the page back").toBe(0);
  await page.keyboard.press("Home");
  await expect(number(2)).toBeFocused();

  // Wherever one scrolls there are rows, and the table is as high as if all were drawn.
  const height = await table.evaluate((table) => table.clientHeight);
  const row = await number(2).evaluate((row) => row.clientHeight);
  expect(Math.abs(height / (row * all) - 1)).toBeLessThan(0.05);
  for (const share of [0.3, 0.5, 0.9]) {
    await table.evaluate((table, share) => scrollBy(0, table.getBoundingClientRect().top + table.clientHeight * share - 400), share);
    await expect(number(Math.round(all * share))).toBeInViewport();
  }
});
