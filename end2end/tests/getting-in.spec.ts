import { emptyDatabase } from "../harness/houses";
import { address, demoPassword, expect, signIn, test } from "../harness/fixtures";
import { Door } from "../pages/door";
import { Frame } from "../pages/frame";

test("an empty house is set up once, by the link that its first start prints", async ({ page, open, visitor }) => {
  const house = await open(await emptyDatabase());
  await page.goto(house.url);
  await expect(page, "whoever comes without the link is told what to do").toHaveURL(`${house.url}/set-up`);

  const link = /http:\S+\/set-up#\S+/.exec(house.output())?.[0] ?? "";
  await page.goto("about:blank");
  await page.goto(link);
  const door = new Door(page);
  await door.setUp("Northlight", "Ann Carver", "ann@northlight.example", "short");
  await expect(page.getByText("At least 10 characters.")).toBeVisible();
  await door.setUp("Northlight", "Ann Carver", "ann@northlight.example", "a long password");
  await expect(page).toHaveURL(`${house.url}/`);
  await expect(new Frame(page).title).toHaveText("Projects");
  await expect(page.getByRole("link", { name: "Northlight" })).toBeVisible();
  await expect(page.getByText("kabinet project add"), "an empty list says what to do next").toBeVisible();

  const second = new Door(await visitor());
  await second.page.goto(link);
  await second.setUp("Intruders", "Eve", "eve@intruders.example", "another password");
  await expect(second.trouble).toHaveText("This link has been used or has expired. Ask for a new one.");
  await second.page.goto(`${house.url}/login`);
  await second.logIn("ann@northlight.example", "a long password");
  await expect(second.page).toHaveURL(`${house.url}/`);
});

test("a login leads to where one wanted to go, a logout leaves nothing behind", async ({ page }) => {
  const door = new Door(page);
  const frame = new Frame(page);
  await page.goto("/p/kaminhaus-seo/report?category=Fireplaces");
  await expect(page).toHaveURL(/\/login\?next=/);
  await expect(door.email, "one can type at once").toBeFocused();

  await door.logIn("owner", "");
  await expect(page.getByText("This does not look right."), "what is no address is not sent").toBeVisible();
  await door.logIn(address("owner"), "");
  await expect(page.getByText("Fill this in.")).toBeVisible();
  await door.logIn(address("owner"), "not the password");
  await expect(door.trouble).toHaveText("The address or the password is wrong.");
  await expect(door.email, "what was typed is kept").toHaveValue(address("owner"));

  await door.logIn(address("owner"), demoPassword);
  await expect(page).toHaveURL(/\/p\/kaminhaus-seo\/report\?category=Fireplaces$/);
  await expect(frame.title).toHaveText("Report by category");

  await frame.account("Olivia Lambert", "Log out");
  await expect(page).toHaveURL(/\/login$/);
  await expect(door.enter).toBeVisible();
  await page.goBack();
  await expect(door.enter).toBeVisible();
  await expect(page.getByText("Olivia Lambert", { exact: true }).and(page.locator(".shell *"))).toHaveCount(0);
  await expect(page.locator("body")).not.toContainText("Report by category");
});

test("in the demonstration a click on a name logs in, and one sees what that role sees", async ({ page }) => {
  const door = new Door(page);
  const frame = new Frame(page);
  await page.goto("/");
  await door.name("Olivia Lambert").click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(["Kaminhaus"]);
  await expect(page.getByRole("link", { name: "Report" }), "one link to the report a project").toHaveCount(2);

  await page.getByRole("link", { name: "Paid search" }).click();
  await expect(page).toHaveURL(/\/p\/kaminhaus-ppc\/report$/);
  await expect(frame.link("Board")).toBeVisible();
  await expect(frame.link("Data"), "a client imports nothing").toHaveCount(0);
  await page.goto("/p/dentavia-ads/report");
  await expect(page.getByRole("heading", { name: "You do not see this project" })).toBeVisible();

  await frame.account("Olivia Lambert", "Log out");
  await door.name("Diana Osborne").click();
  await expect(page.getByRole("heading", { level: 2 })).toHaveText(["Campus Online School", "Dentavia", "Kaminhaus"]);
  await page.goto("/p/kaminhaus-ppc/report");
  await expect(frame.link("Data")).toBeVisible();
});

test("the languages switch before the login, inside, and stay", async ({ page }) => {
  const door = new Door(page);
  const frame = new Frame(page);
  await page.goto("/login");
  await door.language("Українська").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Вхід");
  await expect(page.locator("html")).toHaveAttribute("lang", "uk");
  await expect(door.language("Українська")).toHaveAttribute("aria-pressed", "true");
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 }), "the browser remembers").toHaveText("Вхід");
  await door.language("English").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Log in");

  await signIn(page, "sales");
  await page.goto("/p/kaminhaus-ppc/report");
  await expect(frame.title).toHaveText("Report by category");
  await frame.account("Adam Thorpe", "Русский");
  await expect(frame.title).toHaveText("Отчёт по категориям");
  await expect(page.getByRole("grid", { name: "Каналы" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "ru");
  await page.reload();
  await expect(frame.title, "the house remembers").toHaveText("Отчёт по категориям");
  await frame.account("Adam Thorpe", "English");
  await expect(frame.title).toHaveText("Report by category");
});

test("the language of a person follows them to another browser", async ({ page, visitor }) => {
  const frame = new Frame(page);
  await signIn(page, "finance");
  await page.goto("/");
  const kept = page.waitForResponse("**/api/speak");
  await frame.account("Sarah Orchard", "Українська");
  await kept;
  const elsewhere = await visitor();
  await signIn(elsewhere, "finance");
  await elsewhere.goto("/");
  await expect(new Frame(elsewhere).title).toHaveText("Проєкти");
  const back = page.waitForResponse("**/api/speak");
  await frame.account("Sarah Orchard", "English");
  await back;
});

test("the theme follows the system until somebody chooses", async ({ page }) => {
  const frame = new Frame(page);
  const ground = (): Promise<string> => page.getByRole("banner").evaluate((head) => getComputedStyle(head).backgroundColor);
  await signIn(page, "lead");
  await page.goto("/");
  await expect(frame.title).toBeVisible();
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(ground).not.toBe(light);
  await frame.account("Anna Sinclair", "Light");
  await expect.poll(ground).toBe(light);
  await page.reload();
  await expect(frame.title).toBeVisible();
  expect(await ground(), "the choice outlives a reload").toBe(light);
  await frame.account("Anna Sinclair", "As the system");
  await expect.poll(ground).not.toBe(light);
});

// The browser complains of the broken line in its console, so this page is not watched.
test("a page that did not arrive says so, and comes at the next try", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await signIn(page, "lead");
  await page.goto("/p/kaminhaus-ppc/report");
  await page.route(/-board\.wasm$/, (route) => route.abort());
  await new Frame(page).link("Board").click();
  await expect(page.getByRole("alert")).toContainText("This page did not arrive");
  await page.unroute(/-board\.wasm$/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("region", { name: "Done", exact: true })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await context.close();
});
