import { copyFile, mkdir, stat } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../harness/fixtures";
import { demoDatabase } from "../harness/houses";
import { Board } from "../pages/board";
import { Report } from "../pages/report";

const heaviest = 300_000;
const shown = "../docs/pictures";

/** Takes a picture; with KABINET_PICTURES=1 it becomes the one that README.md shows. */
async function picture(page: Page, name: string): Promise<void> {
  const taken = `results/${name}.png`;
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: taken, animations: "disabled" });
  expect((await stat(taken)).size, `bytes of ${name}`).toBeLessThan(heaviest);
  if (process.env.KABINET_PICTURES !== "1") return;
  await mkdir(shown, { recursive: true });
  await copyFile(taken, `${shown}/${name}.png`);
}

test("the report with a selection", async ({ page }) => {
  await signIn(page, "owner");
  const report = new Report(page);
  await report.open("/p/kaminhaus-ppc/report");
  await page.getByRole("button", { name: "Open Fireplaces" }).click();
  await report.category("Electric").click();
  await expect(report.chips).toHaveCount(1);
  await picture(page, "report");
});

test("the board", async ({ page, open }) => {
  // In the house of all journeys there are cards of theirs by now.
  const house = await open(await demoDatabase());
  await signIn(page, "lead", house.url);
  await new Board(page).open(`${house.url}/p/kaminhaus-ppc/board`);
  await picture(page, "board");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true });

  test("the report", async ({ page }) => {
    await signIn(page, "owner");
    const report = new Report(page);
    await report.open("/p/kaminhaus-ppc/report");
    await picture(page, "report-phone");
  });
});
