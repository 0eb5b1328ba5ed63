import type { Page } from "@playwright/test";
import { expect, Kabinet, seriousViolations, signIn, test } from "../harness/fixtures";
import { report as told } from "../harness/figures";
import { Data } from "../pages/data";
import { Frame } from "../pages/frame";
import { Mapping } from "../pages/mapping";
import { Report } from "../pages/report";

const facts = [
  "Day,Campaign,Channel,Category,Cost,Leads",
  "2026-03-01,el_portal_search,Search,,100.00,4",
  "2026-03-01,el_wall_network,Network,,60.00,2",
  "2026-03-01,sauna_search,Search,,40.00,1",
  "2026-03-02,brand,Search,Heat > Brand,20.00,3",
].join("\n");

/** A new project with facts of which most belong nowhere, and its mapping. */
async function unmapped(page: Page, kabinet: Kabinet, slug: string): Promise<Mapping> {
  const added = await kabinet.run(
    "project", "add", "--client", `Client of ${slug}`, "--name", slug, "--slug", slug, "--service", "ads", "--currency", "GBP", "--start", "2026-01-05",
  );
  expect(added, "project add").toMatchObject({ code: 0 });
  await signIn(page, "admin");
  await page.goto(`/p/${slug}/facts`);
  const data = new Data(page);
  await data.drop("march.csv", facts);
  await page.getByRole("button", { name: "Import 4 rows" }).click();
  await expect(data.done).toBeVisible();
  await page.getByRole("link", { name: "Open the mapping" }).click();
  const mapping = new Mapping(page);
  await mapping.ready();
  return mapping;
}

const keys = async (kabinet: Kabinet, slug: string): Promise<string[]> =>
  (await told(kabinet, slug)).rows.map((row) => row.key).sort();

test("unmapped money is seen, a campaign is carried onto a category, the report shows it, and it can be taken back", async ({ page, kabinet }) => {
  const mapping = await unmapped(page, kabinet, "carried");
  await expect(mapping.head).toContainText("Unmapped: 3 campaigns, £200 of £220 (90.9%) in the last 90 days");
  await expect(mapping.names).toHaveCount(3);
  await expect(mapping.names.first(), "the heaviest first").toContainText("el_portal_search");

  await mapping.carry(mapping.name("el_portal_search"), mapping.category("Heat"));
  const { toasts } = new Frame(page);
  await expect(toasts.first()).toContainText("1 campaign → Heat. The report will show it in a moment.");
  await expect(mapping.names).toHaveCount(2);
  await expect(mapping.head).toContainText("Unmapped: 2 campaigns, £100 of £220");
  expect((await told(kabinet, "carried")).rows.find((row) => row.key === "Heat")).toMatchObject({ cost: "120.00" });

  await toasts.first().getByRole("button", { name: "Undo" }).click();
  await expect(mapping.names).toHaveCount(3);
  expect((await told(kabinet, "carried")).rows.find((row) => row.key === "Heat")).toMatchObject({ cost: "20.00" });

  await mapping.name("el_portal_search").getByRole("checkbox").check();
  await mapping.name("el_wall_network").getByRole("checkbox").check();
  await expect(mapping.bar).toContainText("Chosen: 2 campaigns");
  await mapping.carry(mapping.name("el_wall_network"), mapping.category("Heat"));
  await expect(mapping.names, "all that was chosen went along").toHaveCount(1);
  await page.goto("/p/carried/report?from=2026-03-01&to=2026-03-02");
  const report = new Report(page);
  await report.ready();
  await expect(report.category("Heat")).toContainText("£180");
  await page.getByRole("link", { name: "Map what is unmapped" }).click();
  await mapping.ready();
  await mapping.show("History");
  await expect(mapping.versions).toHaveCount(4);
  await expect(mapping.versions.first()).toContainText("2 campaigns → Heat");
  await expect(mapping.versions.nth(1)).toContainText("Version 1 was restored");
});

test("a keyboard alone maps: it chooses, moves to a new category, walks the tree and orders the rules", async ({ page, kabinet }) => {
  const mapping = await unmapped(page, kabinet, "keys");
  await mapping.name("sauna_search").getByRole("checkbox").focus();
  await page.keyboard.press("Space");
  await mapping.bar.getByRole("button", { name: "Move to…" }).focus();
  await page.keyboard.press("Enter");
  await expect(mapping.dialog.getByLabel("Find a category")).toBeFocused();
  await page.keyboard.type("Spa > Sauna");
  await expect(mapping.dialog.getByRole("button", { name: "New category “Spa > Sauna”" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(mapping.category("Spa")).toBeVisible();
  expect(await keys(kabinet, "keys")).toEqual(["Heat", "Spa", "Unmapped"]);

  await mapping.name("el_portal_search").getByRole("checkbox").focus();
  await page.keyboard.press("Space");
  await mapping.category("Heat").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(mapping.category("Heat"), "the only root stood open").toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("ArrowDown");
  await expect(mapping.category("Spa")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(mapping.category("Spa")).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowRight");
  await expect(mapping.category("Sauna")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(mapping.names).toHaveCount(1);

  await mapping.show("Rules");
  await expect(mapping.rules).toHaveCount(2);
  await expect(mapping.rules.first()).toContainText("el_portal_search");
  await mapping.rules.first().getByRole("button").focus();
  await page.keyboard.press("Enter");
  await new Frame(page).line("Move down").focus();
  await page.keyboard.press("Enter");
  await expect(mapping.rules.first()).toContainText("sauna_search");
});

test("a rule tells what it would catch before it is saved, and an expression what is wrong with it", async ({ page, kabinet }) => {
  const mapping = await unmapped(page, kabinet, "rules");
  await mapping.show("Rules");
  await page.getByRole("button", { name: "Add rule" }).click();
  const { dialog } = mapping;
  await dialog.getByLabel("Text").fill("el_");
  await dialog.getByLabel("Category", { exact: true }).fill("Heat > Electric");
  await expect(dialog).toContainText("Moves 2 campaigns, £160 in the last 90 days");
  await expect(dialog).toContainText("Unmapped → Heat › Electric");
  await dialog.getByRole("button", { name: "Save the rule" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(mapping.rules).toHaveCount(1);

  await page.getByRole("button", { name: "Add rule" }).click();
  await dialog.getByLabel("Comparison").selectOption("matches");
  await dialog.getByLabel("Regular expression").fill("(network|sauna");
  await dialog.getByLabel("Category", { exact: true }).fill("Other");
  await expect(dialog).toContainText("A bracket is not closed at character 1.");
  await dialog.getByLabel("Regular expression").fill("(network|sauna)");
  await expect(dialog).toContainText("Fits 2 campaigns. 1 of them goes to an earlier rule.");
  await expect(dialog).toContainText("Moves 1 campaign, £40 in the last 90 days");
  await dialog.getByRole("button", { name: "Save the rule" }).click();
  await expect(mapping.rules).toHaveCount(2);
  expect(await keys(kabinet, "rules")).toEqual(["Heat", "Other"]);
});

test("a category is renamed, moved and removed with what it has, and comes back", async ({ page, kabinet }) => {
  const mapping = await unmapped(page, kabinet, "tree");
  const { line, toasts } = ((frame) => ({ line: frame.line.bind(frame), toasts: frame.toasts }))(new Frame(page));
  const act = async (category: string, what: string): Promise<void> => {
    await mapping.category(category).getByRole("button", { name: `Actions: ${category}` }).click();
    await line(what).click();
  };
  await act("Heat", "Rename…");
  await mapping.dialog.getByLabel("Name").fill("Warmth");
  await mapping.dialog.getByRole("button", { name: "Save" }).click();
  await expect(mapping.category("Warmth")).toBeVisible();
  expect(await keys(kabinet, "tree"), "the file still finds it").toEqual(["Unmapped", "Warmth"]);
  await act("Warmth", "Remove…");
  await expect(mapping.dialog).toContainText("categories inside 1, rules 0");
  await expect(mapping.dialog).toContainText("Warmth › Brand → Unmapped");
  await mapping.dialog.getByRole("button", { name: "Remove the category" }).click();
  await expect(mapping.category("Warmth")).toHaveCount(0);
  expect(await keys(kabinet, "tree")).toEqual(["Unmapped"]);
  await toasts.filter({ hasText: "The category is removed." }).getByRole("button", { name: "Undo" }).click();
  await expect(mapping.category("Warmth")).toBeVisible();
});

test("the screen is fit for everybody, and nobody of the client's side maps", async ({ page }) => {
  await signIn(page, "analyst");
  const mapping = new Mapping(page);
  await mapping.open("/p/kaminhaus-ppc/mapping");
  await expect(mapping.names.first()).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  await mapping.show("Rules");
  await expect(mapping.rules.first()).toBeVisible();
  await page.getByRole("button", { name: "Add rule" }).click();
  await expect(mapping.dialog).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  await page.context().clearCookies();
  await signIn(page, "owner");
  await page.goto("/p/kaminhaus-ppc/mapping");
  await expect(page.getByRole("heading", { name: "The agency maps campaigns" })).toBeVisible();
  await page.goto("/p/kaminhaus-ppc/report");
  await new Report(page).ready();
  await expect(page.getByRole("link", { name: "Map what is unmapped" })).toHaveCount(0);
});
