import type { Page } from "@playwright/test";
import { expect, Kabinet, signIn, test } from "../harness/fixtures";
import { report as told } from "../harness/figures";
import { Data, cells } from "../pages/data";
import { Frame } from "../pages/frame";
import { Report } from "../pages/report";

const mixed = [
  "Day,Campaign,Category,Impressions,Clicks,Cost,Leads,Remark",
  "2026-03-01,brand,Fireplaces,1200,48,96.40,3,first",
  "2026-03-02,brand,Fireplaces,1310,52,101.10,4,second",
  "2026-02-31,brand,Fireplaces,1250,50,99.00,2,no such day",
  "2026-03-03,brand,Fireplaces,many,44,88.20,1,no number",
  "2026-03-04,brand,Fireplaces,1190,-4,90.00,2,less than nothing",
].join("\n");

const mended = mixed.replace("2026-02-31", "2026-02-28").replace("many", "1150").replace("-4,", "41,");

/** A new project of a new client in the house of this worker, with nothing in it, and its data page. */
async function emptyProject(page: Page, kabinet: Kabinet, slug: string): Promise<Data> {
  const added = await kabinet.run(
    "project", "add", "--client", `Client of ${slug}`, "--name", slug, "--slug", slug, "--service", "ads", "--currency", "GBP", "--start", "2026-01-05",
  );
  expect(added, "project add").toMatchObject({ code: 0 });
  await signIn(page, "admin");
  await page.goto(`/p/${slug}/report`);
  await expect(page.getByRole("heading", { name: "No figures yet" })).toBeVisible();
  await page.getByRole("link", { name: "Import a file" }).click();
  await expect(new Frame(page).title).toHaveText("Data");
  return new Data(page);
}

test("a file is dropped, looked through, corrected and read in, and the report is there", async ({ page, kabinet }) => {
  const data = await emptyProject(page, kabinet, "first-file");
  await expect(page.getByText("No file has been imported yet")).toBeVisible();
  await data.drop("march.csv", mixed);
  await expect(page.getByRole("heading", { name: "march.csv" })).toBeVisible();
  await expect(data.verdict).toContainText("3 rows have errors.");
  expect(await cells(data.errors), "what is wrong is said with row and column").toEqual([
    ["4", "Day", "“2026-02-31” is not a day of the calendar."],
    ["5", "Impressions", "“many” is not a number. Correct the cell or leave it empty."],
    ["6", "Clicks", "“-4” is less than zero, which this cannot be."],
  ]);
  await expect(data.preview.locator("tbody tr").first()).toContainText("2026-03-01");
  await expect(data.field("Cost").locator("option:checked")).toHaveText("Cost");
  await data.field("Remark").selectOption("Detail");
  await expect(data.field("Remark").locator("option:checked")).toHaveText("Detail");
  expect((await told(kabinet, "first-file")).rows, "nothing is stored before somebody says so").toEqual([]);

  await page.getByRole("button", { name: "Import the 2 good rows" }).click();
  await expect(data.done).toBeVisible();
  expect(await data.counts()).toEqual([2, 0, 0, 3]);
  await data.done.getByRole("button", { name: "Another file" }).click();
  await data.choose("march.csv", mended);
  await data.field("Remark").selectOption("Detail");
  await page.getByRole("button", { name: "Import 5 rows" }).click();
  await expect(data.done).toBeVisible();
  expect(await data.counts(), "what was in stays as it is").toEqual([3, 0, 2, 0]);
  await data.done.getByRole("button", { name: "Another file" }).click();
  await data.drop("march.csv", mended);
  await data.field("Remark").selectOption("Detail");
  await page.getByRole("button", { name: "Import 5 rows" }).click();
  await expect(data.done).toContainText("Everything in this file was there already");
  expect(await data.counts(), "the same file again changes nothing").toEqual([0, 0, 5, 0]);
  const history = async (): Promise<string[][]> => (await cells(data.history)).map((row) => [row[0], row[2], ...row.slice(3)]);
  await expect.poll(history, "the newest first").toEqual([
    ["march.csv", "Daniel Lapham", "0", "0", "5", "0"],
    ["march.csv", "Daniel Lapham", "3", "0", "2", "0"],
    ["march.csv", "Daniel Lapham", "2", "0", "0", "3"],
  ]);

  await data.done.getByRole("link", { name: "Open the report" }).click();
  const report = new Report(page);
  await report.ready();
  await expect(page, "about the days of the file").toHaveURL(/\/report\?from=2026-02-28&to=2026-03-04$/);
  const { total } = await told(kabinet, "first-file");
  expect(total).toMatchObject({ cost: "474.70", leads: 12 });
  expect([await report.figure("Leads"), await report.figure("Cost per lead")]).toEqual(["12", "39.56"]);
  await expect(report.category("Fireplaces")).toBeVisible();
});

test("a date that can be two days is asked about, never guessed", async ({ page, kabinet }) => {
  const data = await emptyProject(page, kabinet, "two-days");
  await data.drop("dates.csv", "Date,Campaign,Cost,Leads\n3/4/26,brand,10.00,1\n5/6/26,brand,20.00,2\n");
  await expect(data.question).toContainText("“3/4/26” in line 2: which day is it?");
  await expect(data.verdict).toHaveText("Say which day it is, then the file can be imported.");
  await expect(data.import, "there is no way around the question").toHaveCount(0);
  await data.question.getByRole("button", { name: "4 March 2026" }).click();
  await expect(data.verdict).toContainText("2 rows are ready.");
  await data.question.getByRole("button", { name: "3 April 2026" }).click();
  await expect(data.question.getByRole("button", { name: "3 April 2026" })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "Import 2 rows" }).click();
  await expect(data.done).toBeVisible();
  const days = (await told(kabinet, "two-days", "--by", "day")).rows.map((row) => row.key);
  expect(days).toEqual(["2026-04-03", "2026-06-05"]);
});

test("a file that is no table of results says what it lacks, and columns can be told", async ({ page, kabinet }) => {
  const data = await emptyProject(page, kabinet, "wrong-file");
  await data.choose("leads.csv", "When,Who,How much\n2026-03-01,brand,10.00\n2026-03-02,brand,20.00\n");
  const refusal = page.getByRole("alert");
  await expect(refusal).toContainText("This file cannot be read in");
  await expect(refusal, "what was looked for, and what is there").toContainText("When, Who, How much");
  await expect(data.import).toHaveCount(0);
  await data.field("When").selectOption("Day");
  await data.field("Who").selectOption("Campaign");
  await data.field("How much").selectOption("Cost");
  await page.getByRole("button", { name: "Import 2 rows" }).click();
  await expect(data.done).toBeVisible();
  expect((await told(kabinet, "wrong-file", "--by", "campaign")).rows).toMatchObject([{ key: "brand", cost: "30.00" }]);
});

test("whoever may not import finds the way to the report", async ({ page }) => {
  await signIn(page, "owner");
  await page.goto("/p/kaminhaus-ppc/facts");
  await expect(page.getByRole("heading", { name: "Data comes in through the agency" })).toBeVisible();
  await page.getByRole("link", { name: "Open the report" }).click();
  await expect(page).toHaveURL("/p/kaminhaus-ppc/report");
});
