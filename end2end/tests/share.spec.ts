import type { Page } from "@playwright/test";
import { expect, seriousViolations, signIn, test } from "../harness/fixtures";
import { Report } from "../pages/report";

const path = "/p/kaminhaus-ppc/report";

/** Makes a link for what is on the page, and closes the dialog. */
async function share(page: Page, title: string): Promise<string> {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share this view" });
  await dialog.getByLabel("Title of the page").fill(title);
  await dialog.getByLabel("Opens for").selectOption("7 days");
  await dialog.getByRole("button", { name: "Create link" }).click();
  const link = await dialog.getByLabel("Link", { exact: true }).inputValue();
  await dialog.getByRole("button", { name: "Copy" }).click();
  await expect(dialog.getByRole("status")).toHaveText(/^Copied/);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  expect(await seriousViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  return link;
}

test("a link shows one view to somebody without an account, until it is closed", async ({ page, visitor, kabinet }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, "lead");
  const report = new Report(page);
  await report.open(path);
  await report.category("Fireplaces").click();
  await expect(page).toHaveURL(/category=Fireplaces/);
  const shared = await report.numbers();
  const link = await share(page, "Fireplaces for the bank");
  expect(link).toMatch(/\/s#[0-9a-f]{64}$/);
  const secret = link.split("#")[1];

  const guest = await visitor();
  const asked: string[] = [];
  guest.on("request", (request) => asked.push(`${request.url()} ${request.headers().referer ?? ""}`));
  const theirs = new Report(guest);
  await theirs.open(link);
  await expect(guest.getByRole("heading", { name: "Fireplaces for the bank" })).toBeVisible();
  expect((await theirs.numbers()).figures).toEqual(shared.figures);
  expect((await theirs.names())[0]).toBe("Fireplaces");
  await expect(theirs.category("Garden"), "nothing that was not shared has come").toHaveCount(0);
  await expect(guest.getByRole("button", { name: /^(Views|Share|Export)$/ })).toHaveCount(0);
  expect(await seriousViolations(guest)).toEqual([]);

  const calls = (): number => asked.filter((request) => request.includes("/api/")).length;
  const before = calls();
  await theirs.table("channels").locator("tbody").getByRole("row").first().click();
  await expect(theirs.chips).toHaveCount(2);
  expect((await theirs.numbers()).figures).not.toEqual(shared.figures);
  expect(calls(), "a click asks nobody").toBe(before);
  await expect(guest, "the secret stays in the address").toHaveURL(new RegExp(`channel=.*#${secret}$`));
  await guest.reload();
  await theirs.ready();
  await expect(theirs.chips).toHaveCount(2);
  expect(asked.filter((request) => request.includes(secret)), "no address and no Referer has the secret").toEqual([]);
  expect(kabinet.output()).not.toContain(secret);

  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share this view" });
  await expect(dialog.getByText("Opened 2 times", { exact: false })).toBeVisible();
  await dialog.getByRole("button", { name: "Close the link “Fireplaces for the bank”" }).click();
  await expect(dialog.getByText("No link opens this report now.")).toBeVisible();
  await guest.reload();
  await expect(guest.getByRole("heading", { name: "This link opens nothing any more" })).toBeVisible();
  await expect(guest.locator(".report-figure")).toHaveCount(0);
});

test("a page of a link works on a narrow phone, in another language", async ({ page, visitor }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, "owner");
  const report = new Report(page);
  await report.open(path);
  const link = await share(page, "Everything");
  const guest = await visitor({ viewport: { width: 360, height: 740 }, locale: "uk-UA" });
  await guest.goto(link);
  await expect(guest.locator(".chart-drawing canvas")).toBeVisible();
  await expect(guest.locator("html")).toHaveAttribute("lang", "uk");
  await expect(guest.locator(".shell-until")).toHaveText(/Сторінка відкривається до /);
  const wider = await guest.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wider, "wider than 360 px").toBe(0);
  expect(await seriousViolations(guest)).toEqual([]);
});

test("sales people and strangers cannot share", async ({ page }) => {
  await signIn(page, "sales");
  const report = new Report(page);
  await report.open(path);
  await expect(page.getByRole("button", { name: "Export" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Share", exact: true })).toHaveCount(0);
  await page.goto(`/s#${"0".repeat(64)}`);
  await expect(page.getByRole("heading", { name: "This link opens nothing any more" })).toBeVisible();
});
