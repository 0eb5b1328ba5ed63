import type { Page } from "@playwright/test";
import { expect, seriousViolations, test } from "../harness/fixtures";
import { demoDatabase, languages } from "../harness/houses";
import { screens, show } from "../harness/screens";
import { english, said } from "../harness/words";

// Every screen stands for itself, so they need not wait for each other.
test.describe.configure({ mode: "parallel" });

/** How much wider the page is than its window. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Boxes out of which something sticks that should have been cut, wrapped or scrolled. */
const bursting = (page: Page): Promise<string[]> =>
  page.locator(".board-card, .report-figure, .panel-head, .chip, .button, .access-card, .project-row, .toast").evaluateAll((boxes) =>
    boxes.filter((box) => box.clientWidth > 0 && box.scrollWidth > box.clientWidth + 1).map((box) => box.textContent ?? ""),
  );

for (const screen of screens) {
  test(`${screen.name}: everybody can use it, in both themes and on a narrow phone`, async ({ page, kabinet }) => {
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await show(page, kabinet, screen);
    expect(await seriousViolations(page), "light").toEqual([]);
    expect(await bursting(page), "too narrow for what is in it").toEqual([]);
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    expect(await seriousViolations(page, "colours"), "dark").toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    await expect.poll(() => overflow(page), "wider than 360 px").toBe(0);
    expect(await bursting(page), "too narrow on a phone for what is in it").toEqual([]);
    expect(await seriousViolations(page, "shapes"), "on a phone").toEqual([]);
  });
}

for (const language of languages.filter((language) => language !== "en")) {
  test(`no screen says anything in English to whoever reads ${language}`, async ({ page, open }) => {
    // It makes a demonstration agency of its own first.
    test.setTimeout(180_000);
    const house = await open(await demoDatabase(language));
    const sentences = english(language);
    await page.addInitScript((language) => localStorage.setItem("kabinet-language", language), language);
    const left: string[] = [];
    for (const screen of screens) {
      await show(page, house, screen);
      await expect(page.locator("html")).toHaveAttribute("lang", language);
      for (const text of await said(page)) {
        const known = sentences.find(({ pattern }) => pattern.test(text));
        if (known) left.push(`${screen.name}: ${text} (${known.key})`);
      }
    }
    expect(left).toEqual([]);
  });
}
