// A report answers from its newest days while the earlier ones are still on their way, and shows nothing that is not exact.
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../harness/fixtures";
import { Report } from "../pages/report";

const path = "/p/kaminhaus-ppc/report";
const older = "**/api/facts/*/older/*";

/** Holds the earlier days back until they are let go. */
async function hold(page: Page): Promise<() => void> {
  let go = (): void => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route(older, async (route) => {
    await held;
    await route.continue();
  });
  return go;
}

/** The figures without what they are compared with. */
const values = (page: Page): Promise<string[]> => page.locator(".report-value").allTextContents();

test.describe("while earlier days are on their way", () => {
  let report: Report;
  let go: () => void;

  test.beforeEach(async ({ page }) => {
    await signIn(page, "owner");
    report = new Report(page);
    go = await hold(page);
  });

  test("clicks are answered exactly, and the comparison follows", async ({ page }) => {
    await page.goto(path);
    await expect(report.tree.getByRole("row").nth(1)).toBeVisible();
    await expect(page.locator(".chart-drawing canvas")).toBeVisible();
    await expect(page.getByText("earlier days are arriving")).toBeVisible();
    const opened = await report.numbers();
    expect(opened.figures.every((figure) => figure.numbers.length > 1), "compared by the sums of days").toBe(true);

    await report.category("Fireplaces").click();
    await expect(page).toHaveURL(/category=Fireplaces/);
    await expect(page.getByText("the days to compare with are arriving")).toBeVisible();
    await expect(page.locator(".report-figures .report-before")).toHaveCount(0);
    const early = { values: await values(page), tree: await report.names(), total: await report.total() };

    go();
    await report.ready();
    await expect(page.getByText("the days to compare with are arriving")).toBeHidden();
    await expect(page.locator(".report-figures .report-before")).toHaveCount(6);
    expect({ values: await values(page), tree: await report.names(), total: await report.total() }).toEqual(early);
    await report.clearAll.click();
    await expect.poll(() => report.numbers()).toEqual(opened);
  });

  test("a wider period has its sums at once, and its tables when they are exact", async ({ page }) => {
    await page.goto(path);
    await expect(report.tree.getByRole("row").nth(1)).toBeVisible();
    await page.locator(".report-toolbar").getByRole("button").first().click();
    await page.getByRole("menuitemradio", { name: "Last 90 days" }).or(page.getByRole("menuitem", { name: "Last 90 days" })).click();
    await expect(report.tree).toBeHidden();
    await expect(page.getByText("rows are arriving")).toBeVisible();
    const early = await values(page);
    expect(early.every((value) => /\d/.test(value))).toBe(true);
    go();
    await report.ready();
    expect(await values(page)).toEqual(early);
  });

  test("a choice over days that have not come shows nothing until they have", async ({ page }) => {
    await page.goto(`${path}?from=2025-11-01&to=2026-11-21&category=Fireplaces`);
    await expect(page.getByText("rows are arriving")).toBeVisible();
    await expect(page.getByRole("list", { name: "Selection" })).toBeVisible();
    await expect(page.locator(".report-value")).toHaveCount(0);
    await expect(report.tree).toBeHidden();
    go();
    await report.ready();
    await expect(page.locator(".report-value")).toHaveCount(6);
  });

  test("earlier days that arrive damaged are an error with a way out", async ({ page }) => {
    await page.unroute(older);
    await page.route(older, async (route) => {
      const answer = await route.fetch();
      const body = await answer.body();
      body[body.length >> 1] ^= 0x10;
      await route.fulfill({ status: 200, headers: { ...answer.headers(), "content-encoding": "identity" }, body });
    });
    await page.goto(path);
    const again = page.getByRole("main").getByRole("button", { name: "Try again" });
    await expect(again).toBeVisible();
    await page.unroute(older);
    await again.click();
    await report.ready();
  });

  test("facts that come in between are no half and half", async ({ page }) => {
    await page.unroute(older);
    let refused = 0;
    await page.route(older, async (route) => {
      refused += 1;
      if (refused === 1) await route.fulfill({ status: 409, contentType: "application/json", body: '"Conflict"' });
      else await route.continue();
    });
    await page.goto(path);
    await report.ready();
    expect(refused).toBe(2);
  });
});
