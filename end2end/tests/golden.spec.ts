import { existsSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../harness/fixtures";
import { report as told, whole, type Figures, type Sheet } from "../harness/figures";
import { emptyDatabase, engines } from "../harness/houses";
import { run, type Answer } from "../harness/kabinet";
import { Report } from "../pages/report";

const file = resolve("../../shared/data/marketing.csv");
const project = "golden";

const figures = (cost: string, leads: number, each: string, sales: number, revenue: string): Partial<Figures> => ({
  cost, leads, cost_per_lead: each, sales, revenue,
});

/** What the file comes to, worked out by hand and without Kabinet. */
const total = { impressions: 1_577_722_399, clicks: 2_999_919, ...figures("30590883.00", 65_579, "466.47", 8_043, "42889366.00") };
const categories = new Map([
  ["social", figures("13798500.00", 31_384, "439.67", 2_635, "11911454.00")],
  ["influencer", figures("8305304.00", 16_939, "490.31", 3_014, "21119887.00")],
  ["media", figures("5026676.00", 10_149, "495.29", 1_566, "6152960.00")],
  ["search", figures("3460403.00", 7_107, "486.90", 828, "3705065.00")],
]);

/** The ways to read the file: recognised by itself, and with the meaning of every column said. */
const ways = new Map([
  ["by itself", []],
  ["column by column", [
    "c_date=day", "campaign_name=campaign", "category=category", "impressions=impressions", "mark_spent=cost", "clicks=clicks",
    "leads=leads", "orders=sales", "revenue=revenue", "id=skip", "campaign_id=skip",
  ].flatMap((pick) => ["--map", pick])],
]);

for (const engine of engines) {
  for (const [way, map] of ways) {
    test(`a file of real campaigns, read ${way}, comes to its figures on ${engine}`, async ({ page, open }) => {
      test.skip(!existsSync(file), `${file} is not there`);
      const database = await emptyDatabase(engine);
      await prepare(database);
      const load = (...args: string[]): Promise<Answer> =>
        run(database, "import", "facts", "--project", project, "--json", ...map, ...args, file);
      expect(sums(await load("--dry-run")), "what a dry run says").toEqual([308, 0, 0, 0]);
      expect(sums(await load())).toEqual([308, 0, 0, 0]);
      expect(sums(await load()), "the same file again changes nothing").toEqual([0, 0, 308, 0]);

      const sheet = await told({ run: (...args) => run(database, ...args) }, project);
      expect(sheet.total).toMatchObject(total);
      expect(sheet.rows.map((row) => row.key), "the most expensive first").toEqual([...categories.keys()]);
      for (const row of sheet.rows) expect(row, row.key).toMatchObject(categories.get(row.key) ?? {});
      const campaigns = await told({ run: (...args) => run(database, ...args) }, project, "--by", "campaign");
      expect(campaigns.rows).toHaveLength(11);

      const house = await open(database);
      await logIn(page, house.url);
      const report = new Report(page);
      await report.open(`${house.url}/p/${project}/report`);
      await read(report, sheet);
    });
  }
}

/** Reads on the page what the command line has told. */
async function read(report: Report, sheet: Sheet): Promise<void> {
  const numbers = (row: Figures): string[] =>
    [whole(row.cost), String(row.leads), row.cost_per_lead ?? "", String(row.sales), whole(row.revenue)];
  const shown = await report.numbers();
  expect(shown.figures.slice(0, 5).map((figure) => figure.numbers[0]), "the strip of figures").toEqual(numbers(sheet.total));
  expect((await report.total()).slice(0, 5), "the total under the tree").toEqual(numbers(sheet.total));
  expect(shown.categories.map(({ name, numbers }) => [name, ...numbers.slice(0, 5)])).toEqual(
    sheet.rows.map((row) => [row.key, ...numbers(row)]),
  );
  for (const row of sheet.rows) {
    await report.category(row.key).click();
    await expect(report.category(row.key)).toHaveAttribute("aria-selected", "true");
    const chosen = (await report.numbers()).figures.slice(0, 5).map((figure) => figure.numbers[0]);
    expect(chosen, `a click on ${row.key}`).toEqual(numbers(row));
  }
}

async function prepare(database: string): Promise<void> {
  const folder = await mkdtemp(join(process.env.KABINET_JOURNEYS ?? tmpdir(), "golden-"));
  const password = join(folder, "password");
  await writeFile(password, "a golden password\n");
  const added = await run(
    database, "project", "add", "--client", "Golden", "--name", "Real campaigns", "--slug", project, "--service", "ads",
    "--currency", "RUB", "--start", "2021-02-01",
  );
  expect(added, "project add").toMatchObject({ code: 0, stderr: "" });
  const person = await run(
    database, "user", "add", "--email", "owner@golden.example", "--name", "Gilda Golden", "--role", "owner", "--client", "Golden",
    "--password-file", password,
  );
  expect(person, "user add").toMatchObject({ code: 0, stderr: "" });
}

async function logIn(page: Page, url: string): Promise<void> {
  const data = { email: "owner@golden.example", password: "a golden password" };
  expect((await page.request.post(`${url}/api/log_in`, { data })).status()).toBe(200);
}

function sums({ code, stdout, stderr }: Answer): number[] {
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const { inserted, changed, unchanged, refused } = JSON.parse(stdout) as Record<string, number>;
  return [inserted, changed, unchanged, refused];
}
