import { expect, signIn, test } from "../harness/fixtures";
import { Report } from "../pages/report";

const path = "/p/kaminhaus-ppc/report";

test.describe("gestures on the report", () => {
  let report: Report;

  test.beforeEach(async ({ page }) => {
    await signIn(page, "owner");
    report = new Report(page);
    await report.open(path);
  });

  test("Shift chooses all rows up to this one, by mouse and by keyboard", async ({ page }) => {
    const [first = "", second = "", third = "", fourth = ""] = await report.names();
    const selected = report.tree.getByRole("row", { selected: true });
    await report.category(first).click();
    await report.category(third).click({ modifiers: ["Shift"] });
    await expect(selected).toHaveCount(3);
    expect(await page.evaluate(() => getSelection()?.toString()), "no text was marked").toBe("");
    await report.category(second).click({ modifiers: ["Shift"] });
    await expect(selected, "the range begins where it began").toHaveCount(2);
    await report.category(fourth).click({ modifiers: ["Control"] });
    await expect(selected).toHaveCount(3);

    await report.category(second).click();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+Space");
    await expect(selected).toHaveCount(3);
    await expect(report.category(fourth)).toHaveAttribute("aria-selected", "true");
  });

  test("a double click opens a category a level deeper, and the way leads back up", async ({ page }) => {
    const way = page.getByRole("navigation", { name: "Where the table is" });
    await report.category("Fireplaces").dblclick();
    await expect(way.getByRole("listitem")).toHaveText(["All categories", "Fireplaces"]);
    await expect(report.category("Fireplaces")).toHaveCount(0);
    await expect(report.category("Electric")).toHaveAttribute("aria-level", "1");
    await expect(page).toHaveURL(`${path}?category=Fireplaces&inside=Fireplaces`);
    expect(await page.evaluate(() => getSelection()?.toString()), "no word was marked").toBe("");
    expect((await report.total())[0], "the total is that of the category").toBe(await report.figure("Cost"));

    await report.category("Electric").dblclick();
    await expect(way.getByRole("listitem")).toHaveText(["All categories", "Fireplaces", "Electric"]);
    const inside = await report.names();
    await page.reload();
    await report.ready();
    expect(await report.names(), "the address holds the level").toEqual(inside);

    await way.getByRole("button", { name: "Fireplaces" }).click();
    await expect(report.category("Electric")).toBeVisible();
    await page.goBack();
    await expect(report.category("Electric")).toHaveCount(0);
    await way.getByRole("button", { name: "All categories" }).click();
    await expect(way).toHaveCount(0);
    await expect(report.category("Sauna stoves")).toHaveAttribute("aria-level", "1");
  });

  test("arrows open beneath, then go inside, and lead back", async ({ page }) => {
    const way = page.getByRole("navigation", { name: "Where the table is" });
    await report.category("Fireplaces").focus();
    await page.keyboard.press("ArrowRight");
    await expect(report.category("Electric")).toHaveAttribute("aria-level", "2");
    await page.keyboard.press("ArrowRight");
    await expect(way).toBeVisible();
    await expect(report.chips, "the keyboard's way in chooses nothing").toHaveCount(0);
    await expect(report.tree.locator("tbody").getByRole("row").first()).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await expect(way).toHaveCount(0);
    await expect(report.category("Fireplaces"), "back on what was inside").toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await expect(report.category("Electric")).toHaveCount(0);
  });

  test("Esc takes back the last choice, then the one before", async ({ page }) => {
    await report.category("Fireplaces").click();
    await report.row("devices", "Smartphones").click();
    await report.brush(0.3, 0.6);
    await expect(report.chips).toHaveCount(3);
    await page.keyboard.press("Escape");
    await expect(report.band).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(report.chips).toHaveText([/Fireplaces/]);
    await report.period.click();
    await page.keyboard.press("Escape");
    await expect(report.chips, "a menu that is open takes the key").toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(report.chips).toHaveCount(0);
    await page.keyboard.press("Escape");
    await expect(page).toHaveURL(path);
  });
});
