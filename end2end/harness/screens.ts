import { expect, type Page } from "@playwright/test";
import { signIn } from "./people";

/** A screen, or an important state of one. It is opened without a word of any language, so that it opens in all of them. */
export type Screen = {
  name: string;
  /** Who sees it; a screen before the login has nobody. */
  person?: string;
  /** Where it is. */
  path: string;
  /** What is done there, until the screen is as it should be. */
  reach: (page: Page) => Promise<void>;
};

const project = "/p/kaminhaus-ppc";

/** A file in which something is right and something is wrong; its own words are English only for whoever reads English. */
const mixedFile = (language: string | null): string =>
  [
    language === "en" ? "Day,Campaign,Category,Impressions,Clicks,Cost,Leads,Note" : "Дата,Кампания,Категория,Показы,Клики,Расход,Лиды,Заметка",
    "2026-03-01,search_brand,01,1200,48,96.40,3,-",
    "2026-03-02,search_brand,01,1310,52,101.10,4,-",
    "2026-02-31,search_brand,01,1250,50,99.00,2,-",
    "2026-03-03,search_brand,02,x,44,88.20,1,-",
    "2026-03-04,search_brand,02,1190,-4,90.00,2,-",
  ].join("\n");

async function report(page: Page): Promise<void> {
  await expect(page.locator(".chart-drawing canvas")).toBeVisible();
  await expect(page.locator(".report-tree tbody tr").first()).toBeVisible();
}

async function reportChosen(page: Page): Promise<void> {
  await report(page);
  await page.locator(".report-tree .report-twist:not([data-leaf])").first().click();
  await page.locator(".report-tree tbody tr").nth(1).click();
  await page.locator(".report-small").first().locator("tbody tr").first().click();
  await expect(page.locator(".chip")).toHaveCount(2);
}

async function board(page: Page): Promise<void> {
  await expect(page.locator(".board-column")).toHaveCount(6);
}

async function card(page: Page): Promise<void> {
  await board(page);
  await page.locator(".board-column").nth(3).locator(".board-card-title").first().click();
  await expect(page.locator("dialog .board-comments")).toBeVisible();
}

async function composer(page: Page): Promise<void> {
  await board(page);
  await page.locator(".board-column").nth(1).locator(".board-column-head .button").click();
  await expect(page.locator(".board-composer select")).toBeVisible();
}

async function menu(page: Page): Promise<void> {
  await report(page);
  await page.locator(".report-toolbar > .button").first().click();
  await expect(page.locator(".menu:popover-open .menu-item").first()).toBeVisible();
}

async function days(page: Page): Promise<void> {
  await menu(page);
  await page.locator(".menu:popover-open .menu-item").last().click();
  await expect(page.locator("dialog input[type=date]").first()).toBeVisible();
}

async function exporting(page: Page): Promise<void> {
  await report(page);
  await page.locator(".report-tools .button").last().click();
  await expect(page.locator(".menu:popover-open .menu-item").first()).toBeVisible();
}

async function naming(page: Page): Promise<void> {
  await report(page);
  await page.locator(".report-tools .button").nth(1).click();
  await page.locator(".menu:popover-open .menu-item").last().click();
  await expect(page.locator("dialog input")).toBeVisible();
}

async function finding(page: Page): Promise<void> {
  await report(page);
  await page.keyboard.press("Slash");
  await page.locator("dialog input").fill("a");
  await expect(page.locator(".picker-line").first()).toBeVisible();
}

async function columns(page: Page): Promise<void> {
  await report(page);
  await page.locator(".report-side .share-cell .button").first().click();
  await expect(page.locator(".menu:popover-open .menu-item").first()).toBeVisible();
}

async function sharing(page: Page): Promise<void> {
  await report(page);
  await page.locator(".report-tools .button").nth(2).click();
  await expect(page.locator("dialog input")).toBeVisible();
  await expect(page.locator("dialog .report-share-open p, dialog .report-shares")).toBeVisible();
}

async function twin(page: Page): Promise<void> {
  await report(page);
  await page.locator(".report-chart .panel-tools .button[data-shape=square]").first().click();
  await expect(page.locator(".report-twin tbody tr").first()).toBeVisible();
}

async function explained(page: Page): Promise<void> {
  await report(page);
  await page.locator(".report-figure button").nth(2).click();
  await expect(page.locator(".report-dig-agrees")).toBeVisible();
  await expect(page.locator(".report-dig-rows tbody tr").first()).toBeVisible();
}

async function preview(page: Page): Promise<void> {
  // The page knows its language once it is drawn.
  await expect(page.locator(".drop")).toBeVisible();
  const text = mixedFile(await page.locator("html").getAttribute("lang"));
  await page.locator("input[type=file]").setInputFiles({ name: "march.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await expect(page.getByText("march.csv").first()).toBeVisible();
  await expect(page.locator(".fact-errors tbody tr")).toHaveCount(3);
}

async function mapping(page: Page): Promise<void> {
  await expect(page.locator(".mapping-name").first()).toBeVisible();
  await expect(page.locator(".mapping-category").first()).toBeVisible();
}

async function mappingRules(page: Page): Promise<void> {
  await mapping(page);
  await page.locator(".mapping-side .tab").nth(1).click();
  await expect(page.locator(".mapping-rule").first()).toBeVisible();
}

async function mappingRule(page: Page): Promise<void> {
  await mappingRules(page);
  await page.locator(".mapping-tree-tools .button").click();
  await expect(page.locator("dialog .mapping-outcome")).toBeVisible();
}

const title = async (page: Page): Promise<void> => expect(page.locator("h1, h2").first()).toBeVisible();

/** Every screen there is. */
export const screens: Screen[] = [
  { name: "login", path: "/login", reach: (page) => expect(page.locator("form input").first()).toBeVisible() },
  { name: "set-up", path: "/set-up", reach: (page) => expect(page.locator("form input").first()).toBeVisible() },
  { name: "projects", person: "lead", path: "/", reach: (page) => expect(page.locator(".project-row").first()).toBeVisible() },
  { name: "report", person: "owner", path: `${project}/report`, reach: report },
  { name: "report-chosen", person: "lead", path: `${project}/report`, reach: reportChosen },
  { name: "report-menu", person: "owner", path: `${project}/report`, reach: menu },
  { name: "report-days", person: "owner", path: `${project}/report`, reach: days },
  { name: "report-export", person: "owner", path: `${project}/report`, reach: exporting },
  { name: "report-view", person: "lead", path: `${project}/report`, reach: naming },
  { name: "report-share", person: "lead", path: `${project}/report`, reach: sharing },
  { name: "report-categories", person: "owner", path: `${project}/report?picture=categories`, reach: report },
  { name: "report-campaigns", person: "owner", path: `${project}/report?picture=campaigns`, reach: report },
  { name: "report-funnel", person: "owner", path: `${project}/report?picture=funnel&changes=on`, reach: report },
  { name: "report-columns", person: "owner", path: `${project}/report`, reach: columns },
  { name: "report-find", person: "owner", path: `${project}/report`, reach: finding },
  { name: "link-closed", path: "/s#0000", reach: title },
  { name: "report-table", person: "owner", path: `${project}/report?chart=cost_per_lead`, reach: twin },
  { name: "report-explained", person: "owner", path: `${project}/report`, reach: explained },
  { name: "board", person: "lead", path: `${project}/board`, reach: board },
  { name: "board-client", person: "owner", path: `${project}/board`, reach: board },
  { name: "board-composer", person: "lead", path: `${project}/board`, reach: composer },
  { name: "card", person: "lead", path: `${project}/board`, reach: card },
  { name: "card-client", person: "owner", path: `${project}/board`, reach: card },
  { name: "data", person: "analyst", path: `${project}/facts`, reach: (page) => expect(page.locator(".drop")).toBeVisible() },
  { name: "data-preview", person: "analyst", path: `${project}/facts`, reach: preview },
  { name: "mapping", person: "analyst", path: `${project}/mapping`, reach: mapping },
  { name: "mapping-rules", person: "analyst", path: `${project}/mapping`, reach: mappingRules },
  { name: "mapping-rule", person: "analyst", path: `${project}/mapping`, reach: mappingRule },
  { name: "no-project", person: "owner", path: "/p/nothing/report", reach: title },
  { name: "not-found", path: "/nothing/here", reach: title },
];

/** Opens a screen of a house. */
export async function show(page: Page, house: { url: string }, screen: Screen): Promise<void> {
  await page.context().clearCookies();
  if (screen.person) await signIn(page, screen.person, house.url);
  await page.goto(house.url + screen.path);
  await screen.reach(page);
  // Letters that come late would move what is measured.
  await page.evaluate(() => document.fonts.ready);
}
