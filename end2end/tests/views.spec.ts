import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, seriousViolations, signIn, test } from "../harness/fixtures";
import { digits } from "../harness/figures";
import { Report } from "../pages/report";

const path = "/p/kaminhaus-ppc/report";

const views = async (page: Page): Promise<void> => page.getByRole("button", { name: "Views" }).click();

test("a view is saved, opened by a colleague, renamed, taken away and brought back", async ({ page, visitor }) => {
  await signIn(page, "lead");
  const report = new Report(page);
  await report.open(path);
  await report.category("Garden").click();
  await expect(report.chips).toHaveCount(1);
  const saved = await report.numbers();
  await views(page);
  await page.getByRole("menuitem", { name: "Save this view…" }).click();
  const dialog = page.getByRole("dialog", { name: "Save this view" });
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(dialog.getByText("Fill this in.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Garden only");
  expect(await seriousViolations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);
  await views(page);
  await expect(page.getByRole("menuitemradio", { name: "Garden only" })).toBeChecked();
  await page.keyboard.press("Escape");

  const colleague = await visitor();
  await signIn(colleague, "owner");
  const theirs = new Report(colleague);
  await theirs.open(path);
  await views(colleague);
  await colleague.getByRole("menuitemradio", { name: "Garden only" }).click();
  await expect(colleague).toHaveURL(/category=Garden/);
  expect((await theirs.numbers()).figures).toEqual(saved.figures);
  await views(colleague);
  await expect(colleague.getByRole("menuitem", { name: /^Remove/ }), "it is not theirs").toHaveCount(0);
  await colleague.keyboard.press("Escape");

  await views(page);
  await page.getByRole("menuitem", { name: "Rename “Garden only”…" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Garden");
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await views(page);
  await page.getByRole("menuitem", { name: "Remove “Garden”" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(async () => {
    await views(page);
    await expect(page.getByRole("menuitemradio", { name: "Garden", exact: true })).toBeChecked({ timeout: 1_000 });
  }).toPass();
});

test("what is seen is taken along, from a wide page and from a phone", async ({ page }) => {
  await signIn(page, "owner");
  const report = new Report(page);
  await report.open(`${path}?device=Smartphones`);
  const { categories } = await report.numbers();
  const total = await report.total();
  const save = async (line: string): Promise<string> => {
    await page.getByRole("button", { name: "Export" }).click();
    const download = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: line }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^Kaminhaus – .*\d{4}-\d\d-\d\d–\d{4}-\d\d-\d\d\.(csv|xlsx)$/);
    return file.path();
  };
  const lines = (await readFile(await save("Categories"), "utf8")).trimEnd().split("\r\n").map((line) => line.split(","));
  const roots = lines.filter((line) => line[1] === "1");
  expect(roots.map((line) => [line[0], String(Math.round(Number(line[2]))), line[3]])).toEqual(
    categories.map(({ name, numbers }) => [name, numbers[0], numbers[1]]),
  );
  expect(String(Math.round(Number(lines.at(-1)?.[2]))), "the total, too").toBe(digits(total[0]));

  await page.setViewportSize({ width: 360, height: 740 });
  await expect(page.getByRole("button", { name: "Export" })).toBeInViewport();
  const workbook = await readFile(await save("Excel workbook"));
  expect(workbook.subarray(0, 2).toString(), "a workbook is a zip").toBe("PK");
});
