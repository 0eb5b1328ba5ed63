import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** What is looked at: everything; only colours, when another theme has changed nothing else; or all but colours. */
export type Aspect = "everything" | "colours" | "shapes";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds serious or critical on the page as it stands, one line each: `expect(await seriousViolations(page)).toEqual([])`. */
export async function seriousViolations(page: Page, aspect: Aspect = "everything"): Promise<string[]> {
  // Without frames axe needs no second page to put its findings together.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (aspect === "colours") axe.withRules(["color-contrast", "link-in-text-block"]);
  else axe.withTags(tags);
  if (aspect === "shapes") axe.disableRules(["color-contrast", "link-in-text-block"]);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(" ")})`));
}
