import { existsSync } from "node:fs";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, seriousViolations, signIn, test } from "../harness/fixtures";
import { digits, whole } from "../harness/figures";
import { emptyDatabase } from "../harness/houses";
import { run } from "../harness/kabinet";
import { Explanation } from "../pages/explanation";
import { Report } from "../pages/report";

const path = "/p/kaminhaus-ppc/report";
const real = resolve("../../shared/data/marketing.csv");

test.describe("explain a number", () => {
  let report: Report;
  let explanation: Explanation;

  test.beforeEach(async ({ page }) => {
    await signIn(page, "owner");
    [report, explanation] = [new Report(page), new Explanation(page)];
    await report.open(path);
  });

  test("a figure of the strip opens with its formula, its files and its rows", async ({ page }) => {
    const shown = await report.figure("Cost per lead");
    await page.locator(".report-figure", { hasText: "Cost per lead" }).getByRole("button").click();
    await explanation.ready();
    expect(await explanation.value()).toBe(shown);
    await expect(explanation.formula).toContainText("Cost per lead = Cost / Leads");
    const [rows, cost, leads] = await explanation.total();
    expect(whole(cost)).toBe(await report.figure("Cost"));
    expect(leads).toBe(await report.figure("Leads"));
    expect((Number(cost) / Number(leads)).toFixed(2)).toBe(Number(shown).toFixed(2));

    for (const [figure, name] of [["romi", "ROMI"], ["cost", "Cost"], ["sales", "Sales"], ["revenue", "Revenue"]]) {
      await explanation.figure.selectOption(figure);
      await expect(explanation.formula).toContainText(`${name} =`);
      if (figure !== "romi") expect(whole(await explanation.value()), name).toBe(await report.figure(name));
    }
    await explanation.figure.selectOption("leads");
    expect(await explanation.total()).toEqual([rows, leads]);
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await explanation.dialog.getByRole("button", { name: "Copy as text" }).click();
    await expect(page.getByText("Copied")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^Leads = the sum of all rows below = [\d,]+ · .*2026/);
    await explanation.close();
    await expect(page.locator(".report-figure", { hasText: "Cost per lead" }).getByRole("button"), "the focus is back").toBeFocused();
  });

  test("a cell is explained by Alt and click, by the other button and by a key, and nothing is chosen", async ({ page }) => {
    const row = report.category("Fireplaces");
    const [cost, leads] = (await report.numbers()).categories.find((line) => line.name === "Fireplaces")?.numbers ?? [];
    await row.locator("td").nth(2).click({ modifiers: ["Alt"] });
    await explanation.ready();
    await expect(explanation.dialog).toHaveAccessibleName("Where it comes from: Fireplaces");
    expect(await explanation.value()).toBe(leads);
    await explanation.close();

    await row.locator("td").nth(1).click({ button: "right" });
    await explanation.ready();
    expect(whole(await explanation.value())).toBe(cost);
    await explanation.close();

    await row.focus();
    await page.keyboard.press("i");
    await explanation.ready();
    expect(whole(await explanation.value())).toBe(cost);
    await explanation.close();
    await expect(row).toBeFocused();
    await expect(report.chips, "nothing was chosen").toHaveCount(0);
    await expect(page).toHaveURL(path);

    await row.locator("td").nth(1).click();
    await expect(report.chips, "a plain click still chooses").toHaveCount(1);
  });

  test("rows come page by page down to file and line, each once, the newest first", async () => {
    await report.category("Fireplaces").locator("td").nth(2).click({ modifiers: ["Alt"] });
    await explanation.ready();
    const [rows, leads] = await explanation.total();
    expect(Number(rows)).toBeGreaterThan(100);
    await expect(explanation.rows.locator("tbody tr")).toHaveCount(50);
    for (let pages = 2; pages * 50 <= 150; pages += 1) {
      await explanation.more.click();
      await expect(explanation.rows.locator("tbody tr")).toHaveCount(pages * 50);
    }
    const shown = await explanation.shown();
    expect(new Set(shown.map((row) => `${row.file}:${row.line}`)).size).toBe(shown.length);
    const days = shown.map((row) => Date.parse(row.day));
    expect([...days].sort((one, other) => other - one)).toEqual(days);
    expect(shown.every((row) => row.file.endsWith(".csv") && row.line > 1 && row.category.startsWith("Fireplaces"))).toBe(true);
    expect(shown.reduce((sum, row) => sum + Number(row.figures[0]), 0)).toBeLessThanOrEqual(Number(leads));
  });

  test("a table says that its own choice does not count, and the total counts the whole table", async () => {
    await report.row("channels", (await report.numbers()).channels[0].name).click();
    await report.category("Fireplaces").click();
    await expect(report.chips).toHaveCount(2);
    const line = (await report.numbers()).channels[1];
    await report.row("channels", line.name).locator("td").nth(1).click({ modifiers: ["Alt"] });
    await explanation.ready();
    expect(await explanation.value()).toBe(line.numbers[0]);
    await expect(explanation.dialog.getByText(/^The choice “Channel: /)).toBeVisible();
    await expect(explanation.dialog.locator(".report-dig-counted")).toContainText("Fireplaces");
    await explanation.close();

    const total = await report.total();
    await report.tree.locator("tfoot td").nth(3).click();
    await explanation.ready();
    await expect(explanation.dialog).toHaveAccessibleName("Where it comes from: Categories, total");
    expect(await explanation.value()).toBe(total[2]);
    await explanation.close();
    await report.tree.locator("tbody tr").last().focus();
    await report.page.keyboard.press("ArrowDown");
    await expect(report.tree.locator("tfoot tr"), "the arrows lead into the total").toBeFocused();
    await report.page.keyboard.press("Enter");
    await explanation.ready();
    expect(whole(await explanation.value())).toBe(total[0]);
  });

  test("days of the chart's twin are explained, those they are compared with too", async ({ page }) => {
    await report.brush(0.2, 0.5);
    await page.getByRole("button", { name: "Show as a table" }).click();
    const row = page.locator(".report-twin tbody tr").nth(4);
    const [leads, before, cost] = (await row.locator("td").allTextContents()).map(digits);
    for (const [at, figure] of [leads, before, cost].entries()) {
      await row.locator("td").nth(at).click();
      await explanation.ready();
      expect(whole(await explanation.value())).toBe(figure);
      await explanation.close();
    }
    await page.locator(".report-twin tbody tr").first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("i");
    await explanation.ready();
    await explanation.close();
  });

  test("what is unmapped says that no rule fits, and a figure of nothing says that no row is behind it", async ({ page }) => {
    const unmapped = report.tree.locator("tbody tr", { hasText: "Unmapped" });
    await unmapped.locator("td").nth(1).click({ modifiers: ["Alt"] });
    await explanation.ready();
    const shown = await explanation.shown();
    expect(new Set(shown.map((row) => row.reason))).toEqual(new Set(["no rule fits, and the file names none"]));
    await explanation.close();
    await report.open(`${path}?channel=Nobody`);
    await page.locator(".report-figure", { hasText: "Cost per lead" }).getByRole("button").click();
    await expect(explanation.dialog.getByText("No row is behind this number.")).toBeVisible();
    await expect(explanation.dialog.getByText("There is no value: “Leads” is 0, and nothing can be divided by it.")).toBeVisible();
  });

  test("what the server refused is asked for again", async ({ page, context }) => {
    await context.route("**/api/explain_*", (route) => route.fulfill({ status: 409, json: "Conflict" }));
    await page.locator(".report-figure").first().getByRole("button").click();
    await expect(explanation.dialog.getByRole("button", { name: "Try again" })).toHaveCount(2);
    await context.unroute("**/api/explain_*");
    await explanation.dialog.getByRole("button", { name: "Try again" }).first().click();
    await explanation.dialog.getByRole("button", { name: "Try again" }).click();
    await explanation.ready();
  });

  test("what a long press sends asks on a phone, and chooses nothing", async ({ visitor, kabinet }) => {
    const phone = await visitor({ viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true });
    await signIn(phone, "owner", kabinet.url);
    const [report, explanation] = [new Report(phone), new Explanation(phone)];
    await report.open(kabinet.url + path);
    // Android sends this while the finger lies; the browser of these journeys does not.
    const pressed = { bubbles: true, cancelable: true, pointerType: "touch" };
    const cell = report.category("Fireplaces").locator("td").nth(2);
    await cell.evaluate((cell, pressed) => cell.dispatchEvent(new PointerEvent("contextmenu", pressed)), pressed);
    await explanation.ready();
    await expect(explanation.figure).toHaveValue("leads");
    await explanation.close();
    await expect(report.chips).toHaveCount(0);
  });

  test("a narrow phone shows all of it", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.locator(".report-figure").first().getByRole("button").click();
    await explanation.ready();
    const wide = await page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth);
    expect(wide, "nothing sticks out").toBeLessThanOrEqual(0);
    const body = explanation.dialog.locator(".dialog-body");
    expect(await body.evaluate((body) => body.scrollWidth - body.clientWidth)).toBeLessThanOrEqual(0);
    await expect(explanation.rows.locator("tbody tr").first()).toBeInViewport();
  });
});

test("a stranger is told nothing about a figure", async ({ page, kabinet }) => {
  await signIn(page, "owner");
  const home = (await (await page.request.post("/api/open_home", { data: {} })).json()) as { projects: { id: string; slug: string }[] };
  const project = home.projects.find((one) => one.slug === "kaminhaus-ppc")?.id;
  const data = { project, ask: { question: "", cell: "Total", before: false, rolled_up: [] }, after: null };
  for (const door of ["explain_sources", "explain_lines"]) {
    expect((await page.request.post(`/api/${door}`, { data })).status(), `${door} for the owner`).toBe(200);
  }
  await signIn(page, "owner.dentavia");
  for (const door of ["explain_sources", "explain_lines"]) {
    const answer = await page.request.post(`${kabinet.url}/api/${door}`, { data });
    expect(answer.status(), `${door} for a stranger`).toBe(404);
    expect(await answer.json()).toBe("Missing");
  }
});

test("a known figure of a real file leads down to its line", async ({ page, open }) => {
  test.skip(!existsSync(real), `${real} is not there`);
  const { database, url } = await open(await golden());
  expect(database).toContain("kabinet.db");
  await page.request.post(`${url}/api/log_in`, { data: { email: "owner@golden.example", password: "a golden password" } });
  const [report, explanation] = [new Report(page), new Explanation(page)];
  await report.open(`${url}/p/golden/report`);

  await report.category("search").locator("td").nth(3).click({ modifiers: ["Alt"] });
  await explanation.ready();
  expect(await explanation.value()).toBe("486.90");
  await expect(explanation.formula).toHaveText(/Cost per lead = Cost \/ Leads = ₽3,460,403\.00 \/ 7,107 ≈ ₽486\.90/);
  expect(await explanation.total()).toEqual(["56", "3460403.00", "7107"]);
  await explanation.more.click();
  await expect(explanation.rows.locator("tbody tr")).toHaveCount(56);

  // The file as it stands on the disk, read by hand.
  const lines = (await readFile(real, "utf8")).trim().split(/\r?\n/).map((line) => line.split(","));
  const shown = await explanation.shown();
  for (const row of shown) {
    const [, , , category, , , cost, , leads] = lines[row.line - 1];
    expect([row.file, category, row.category], `line ${row.line}`).toEqual(["marketing.csv", "search", "search"]);
    expect(row.figures.slice(0, 2), `line ${row.line}`).toEqual([Number(cost).toFixed(2), leads]);
    expect(row.reason).toBe("named in the file");
  }
  expect(new Set(shown.map((row) => row.line)).size).toBe(56);
});

const corpus = [
  "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "\"><script>alert(1)</script>", "[x](javascript:alert(1))", "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>", "&lt;b onmouseover=alert(1)&gt;", "<math><mtext><style><img src=x onerror=alert(1)>", "{{7*7}}${7*7}",
];
const endless = "Электрокамины".repeat(14);

test("names that are code are shown as text, and names without an end keep their place", async ({ page, open }) => {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const names = [...corpus, endless];
  const rows = names.map((name, at) => ["2026-11-20", ...Array<string>(5).fill(quoted(name)), String(at), String(at * 2)].join(","));
  const text = ["day,category,campaign,device,region,keyword,leads,cost", ...rows].join("\n");
  const house = await open(await small("<img src=x onerror=alert(1)>.csv", text));
  page.on("dialog", (dialog) => expect(dialog.message(), "nothing of it is run").toBe(""));
  await page.request.post(`${house.url}/api/log_in`, { data: { email: "owner@golden.example", password: "a golden password" } });
  const [report, explanation] = [new Report(page), new Explanation(page)];
  await report.open(`${house.url}/p/golden/report`);
  await page.locator(".report-figure button").first().click();
  await explanation.ready();
  const shown = await explanation.shown();
  expect(shown.every((row) => row.file === "<img src=x onerror=alert(1)>.csv")).toBe(true);
  for (const name of corpus.slice(0, 2)) await expect(explanation.rows.getByText(name, { exact: true }).first()).toBeAttached();
  expect(await explanation.dialog.locator("img, script, iframe, math, [onerror], [onload]").count()).toBe(0);
  await expect(explanation.rows.getByTitle(endless).first()).toBeAttached();
  await page.setViewportSize({ width: 360, height: 740 });
  const body = explanation.dialog.locator(".dialog-body");
  expect(await body.evaluate((body) => body.scrollWidth - body.clientWidth), "nothing sticks out").toBeLessThanOrEqual(0);
  await explanation.close();

  const row = report.tree.locator("tbody tr", { hasText: "svg/onload" });
  await row.locator("td").nth(1).click({ modifiers: ["Alt"] });
  await explanation.ready();
  await expect(explanation.dialog).toHaveAccessibleName("Where it comes from: <svg/onload=alert(1)>");
});

test("a page that is older than the data says so", async ({ page, open }) => {
  const house = await open(await small("first.csv", "day,campaign,category,leads,cost\n2026-11-20,brand,Stoves,4,100.50\n"));
  await page.request.post(`${house.url}/api/log_in`, { data: { email: "owner@golden.example", password: "a golden password" } });
  const [report, explanation] = [new Report(page), new Explanation(page)];
  await report.open(`${house.url}/p/golden/report`);
  await write(house.database, "second.csv", "day,campaign,category,leads,cost\n2026-11-20,brand,Stoves,5,100.50\n2026-11-21,brand,Stoves,1,1\n");
  await page.locator(".report-figure button").first().click();
  await expect(explanation.dialog.getByText(/^The data has changed since this page was opened/)).toBeVisible();
  await expect(explanation.agrees).toHaveCount(0);
  await page.reload();
  await report.ready();
  await page.locator(".report-figure button").first().click();
  await explanation.ready();
  expect((await explanation.shown()).map(({ file, line }) => [file, line])).toEqual([["second.csv", 3], ["second.csv", 2]]);
});

/** A house with one project, one reader and one file. */
async function small(name: string, text: string): Promise<string> {
  const database = await house();
  await write(database, name, text);
  return database;
}

async function write(database: string, name: string, text: string): Promise<void> {
  const file = join(await mkdtemp(join(process.env.KABINET_JOURNEYS ?? tmpdir(), "explain-")), name);
  await writeFile(file, text);
  expect(await run(database, "import", "facts", "--project", "golden", file), name).toMatchObject({ code: 0 });
}

/** A house with the real file. */
async function golden(): Promise<string> {
  const database = await house();
  expect(await run(database, "import", "facts", "--project", "golden", real)).toMatchObject({ code: 0 });
  return database;
}

/** A house with one project and one reader. */
async function house(): Promise<string> {
  const database = await emptyDatabase();
  const folder = await mkdtemp(join(process.env.KABINET_JOURNEYS ?? tmpdir(), "explain-"));
  const password = join(folder, "password");
  await writeFile(password, "a golden password\n");
  for (const command of [
    ["project", "add", "--client", "Golden", "--name", "Real campaigns", "--slug", "golden", "--service", "ads", "--currency", "RUB", "--start", "2021-02-01"],
    ["user", "add", "--email", "owner@golden.example", "--name", "Gilda Golden", "--role", "owner", "--client", "Golden", "--password-file", password],
  ]) {
    expect(await run(database, ...command), command.join(" ")).toMatchObject({ code: 0 });
  }
  return database;
}
