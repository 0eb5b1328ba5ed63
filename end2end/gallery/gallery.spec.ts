import type { Page } from "@playwright/test";
import { test } from "../harness/fixtures";
import { demoDatabase, languages } from "../harness/houses";
import { screens, show, type Screen } from "../harness/screens";

const widths = [1440, 768, 360];
const themes = ["light", "dark"] as const;

// Pictures for the eyes of designers: results/gallery/<screen>/<width>-<theme>-<language>.png.
for (const language of languages) {
  test(`every screen in ${language}`, async ({ page, open }) => {
    test.setTimeout(15 * 60_000);
    const house = await open(await demoDatabase(language));
    await page.addInitScript((language) => localStorage.setItem("kabinet-language", language), language);
    for (const screen of screens) {
      for (const width of widths) {
        await page.setViewportSize({ width, height: width < 700 ? 740 : 900 });
        await show(page, house, screen);
        for (const theme of themes) await photograph(page, screen, `${width}-${theme}-${language}`, theme);
      }
    }
  });
}

async function photograph(page: Page, screen: Screen, name: string, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  // Whoever opened the screen has left it scrolled, with the mouse over something.
  await page.mouse.move(0, 0);
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: `results/gallery/${screen.name}/${name}.png`, fullPage: true, animations: "disabled" });
}
