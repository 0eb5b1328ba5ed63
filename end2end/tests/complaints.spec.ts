// What people complain about in other tools when they click through a report. Each test shows the opposite.
import { expect, signIn, test } from "../harness/fixtures";
import { Report } from "../pages/report";

const path = "/p/kaminhaus-ppc/report";

test.describe("what others are blamed for", () => {
  let report: Report;

  test.beforeEach(async ({ page }) => {
    await signIn(page, "owner");
    report = new Report(page);
    await report.open(path);
  });

  test("a selection outlives a visit to another page of the project", async ({ page }) => {
    await report.category("Fireplaces").click();
    await report.table("devices").locator("tbody").getByRole("row").first().click();
    await report.choose(report.period, /Last 7 days/);
    const address = page.url();
    const numbers = await report.numbers();
    const pages = page.getByRole("navigation", { name: "Pages" });
    await pages.getByRole("link", { name: "Board" }).click();
    await expect(page.getByRole("heading", { name: "Requests" })).toBeVisible();
    await pages.getByRole("link", { name: "Report" }).click();
    await report.ready();
    expect(page.url()).toBe(address);
    expect(await report.numbers()).toEqual(numbers);
  });

  test("nothing is wired by hand: a row of any table filters every other table, the figures and the pictures", async ({ page }) => {
    const parts = ["figures", "categories", "channels", "campaigns", "devices", "regions"] as const;
    const tables = { categories: report.tree, channels: report.table("channels"), campaigns: report.table("campaigns"), devices: report.table("devices"), regions: report.table("regions") };
    const before = await report.numbers();
    for (const [clicked, table] of Object.entries(tables)) {
      const row = table.locator("tbody").getByRole("row").nth(1);
      await row.click();
      await expect(row).toHaveAttribute("aria-selected", "true");
      const after = await report.numbers();
      for (const part of parts) {
        if (part === clicked) expect(after[part], `${clicked} keeps its own rows`).toEqual(before[part]);
        else expect(after[part], `${clicked} filters ${part}`).not.toEqual(before[part]);
      }
      await page.keyboard.press("Escape");
      await expect(page).toHaveURL(path);
    }
    await page.getByRole("radio", { name: "Funnel" }).click();
    const leads = page.locator(".report-stages li").filter({ hasText: "Leads" }).locator("b");
    const all = await leads.textContent();
    await report.table("devices").locator("tbody").getByRole("row").first().click();
    await expect(leads).not.toHaveText(all ?? "");
  });

  test("no menu stands between a click and its answer", async ({ page }) => {
    const requests: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/api/")) requests.push(request.url());
    });
    const cost = await report.figure("Cost");
    await report.category("Fireplaces").click();
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expect(page.getByRole("dialog")).toHaveCount(0);
    expect(await report.figure("Cost")).not.toBe(cost);
    expect(requests, "and nobody is asked").toEqual([]);
  });

  test("the clicked table keeps its other rows, so that one can go on to the next", async () => {
    const names = await report.names();
    await report.category("Fireplaces").click();
    expect(await report.names()).toEqual(names);
    await report.category("Garden").click();
    await expect(report.tree.getByRole("row", { selected: true })).toHaveCount(1);
    expect(await report.names()).toEqual(names);
  });

  test("the address is the selection: a colleague who opens it sees the same", async ({ page, browser }) => {
    await report.category("Fireplaces").click();
    await report.table("devices").locator("tbody").getByRole("row").first().click({ modifiers: ["Control"] });
    await report.head("Sales").getByRole("button").click();
    await report.showColumns("Categories", ["Clicks"]);
    const numbers = await report.numbers();
    const other = await browser.newContext({ baseURL: new URL(page.url()).origin });
    const theirs = await other.newPage();
    await signIn(theirs, "marketer", new URL(page.url()).origin);
    const seen = new Report(theirs);
    await seen.open(new URL(page.url()).pathname + new URL(page.url()).search);
    expect(await seen.numbers()).toEqual(numbers);
    await other.close();
  });
});
