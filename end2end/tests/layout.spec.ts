import { expect, signIn, test } from "../harness/fixtures";
import { digits } from "../harness/figures";
import { Report } from "../pages/report";

const path = "/p/kaminhaus-ppc/report";

test.describe("how a reader arranges the report", () => {
  let report: Report;

  test.beforeEach(async ({ page }) => {
    await signIn(page, "owner");
    report = new Report(page);
    await report.open(path);
  });

  test("columns are shown, hidden and reset, and the address holds them", async ({ page }) => {
    await report.showColumns("Categories", ["Clicks", "CTR"]);
    await expect(report.tree.getByRole("columnheader")).toHaveText(["Category", "Clicks", "CTR", "Cost", "Leads", "Cost per lead", "Sales", "Revenue", "Cost share"]);
    await expect(page).toHaveURL(`${path}?columns=clicks,ctr,cost,leads,cost_per_lead,sales,revenue,drr`);
    expect((await report.total()).length).toBe(8);
    await expect(report.table("campaigns").getByRole("columnheader"), "campaigns have the columns of the tree").toHaveCount(9);
    await page.reload();
    await report.ready();
    await expect(report.tree.getByRole("columnheader")).toHaveCount(9);
    await report.showColumns("Categories", ["Usual columns"]);
    await expect(page).toHaveURL(path);
  });

  test("the menu of columns stays open for several, and is walked with the keyboard", async ({ page }) => {
    const button = report.tree.getByRole("button", { name: "Columns" });
    await button.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("menuitemcheckbox", { name: "Show changes" })).toBeFocused();
    await page.keyboard.press("ArrowDown");
    const impressions = page.getByRole("menuitemcheckbox", { name: "Impressions" });
    await expect(impressions).toBeFocused();
    await page.keyboard.press("Space");
    await expect(impressions).toHaveAttribute("aria-checked", "true");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await page.keyboard.press("Escape");
    await expect(button).toBeFocused();
    await expect(report.tree.getByRole("columnheader")).toHaveCount(9);
  });

  test("every table has its own order", async ({ page }) => {
    const channels = report.table("channels");
    const names = () => channels.locator("tbody th").allTextContents();
    const byLeads = await names();
    await channels.getByRole("columnheader", { name: "Channels" }).getByRole("button").click();
    await expect(page).toHaveURL(`${path}?sort.channel=name`);
    expect(await names()).toEqual([...byLeads].sort((one, other) => one.localeCompare(other, "en")));
    await channels.getByRole("columnheader", { name: "Leads" }).getByRole("button").click();
    await expect(page).toHaveURL(path);
    expect(await names()).toEqual(byLeads);
  });

  test("every figure can say how it changed", async () => {
    await report.showColumns("Categories", ["Show changes"]);
    const first = report.tree.locator("tbody tr").first().locator("td:not(.share-cell)").first();
    await expect(first.locator(".report-delta")).toHaveText(/^[+−]?\d/);
    await expect(report.table("devices").locator("tbody .report-delta").first()).toBeVisible();
  });

  test("a column is made wider, keeps its width, and gets its usual one back", async ({ page }) => {
    const head = report.tree.getByRole("columnheader").first();
    const width = async () => Math.round((await head.boundingBox())?.width ?? 0);
    const usual = await width();
    await head.getByRole("button").focus();
    for (const _ of [1, 2, 3]) await page.keyboard.press("Alt+ArrowRight");
    await expect.poll(width).toBe(usual + 48);
    await page.reload();
    await report.ready();
    await expect.poll(width).toBe(usual + 48);
    await head.locator(".table-grip").dblclick();
    await expect.poll(width).toBe(usual);
  });

  test("a period is compared with the iteration before, or with any days", async ({ page }) => {
    await report.choose(/^against/, "The iteration before");
    await expect(page).toHaveURL(/compare=iteration/);
    await report.choose(/^against/, "Choose days…");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("First day").fill("2026-09-01");
    await dialog.getByLabel("Last day").fill("2026-09-03");
    await dialog.getByRole("button", { name: "Show" }).click();
    await expect(page).toHaveURL(/compare=2026-09-01\.\.2026-09-03/);
    await expect(page.getByRole("button", { name: "against 1 – 3 Sept" }).or(page.getByRole("button", { name: /against 1 Sep/ }))).toBeVisible();
  });

  test("/ finds a row in any table, and takes the reader to it", async ({ page }) => {
    await page.keyboard.press("Slash");
    const search = page.getByRole("combobox", { name: "Find a row" });
    await expect(search).toBeFocused();
    await search.fill("wall fire");
    await expect(page.getByRole("option").first()).toContainText("Wall-mounted");
    await page.keyboard.press("Enter");
    const row = report.category("Wall-mounted");
    await expect(row).toHaveAttribute("aria-selected", "true");
    await expect(row).toBeFocused();
    await expect(page).toHaveURL(/category=Fireplaces\+(>|%3E)\+Electric\+(>|%3E)\+Wall-mounted&inside=Fireplaces\+(>|%3E)\+Electric/);

    await page.keyboard.press("Slash");
    await search.fill("no such row");
    await expect(page.getByRole("status").filter({ hasText: "Nothing here has such a name." })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(search).toHaveCount(0);
  });
});

test.describe("the pictures of the report", () => {
  let report: Report;

  test.beforeEach(async ({ page }) => {
    await signIn(page, "owner");
    report = new Report(page);
    await report.open(path);
  });

  test("each has a twin that says the same as the tables", async ({ page }) => {
    const twin = page.locator(".report-twin");
    for (const [picture, table] of [["Categories", report.tree], ["Campaigns", report.table("campaigns")]] as const) {
      await page.getByRole("radio", { name: picture }).click();
      await expect(page.locator(".chart-drawing canvas")).toBeVisible();
      await page.getByRole("button", { name: "Show as a table" }).click();
      const first = table.locator("tbody tr").first();
      const row = twin.getByRole("row").filter({ has: page.getByRole("rowheader", { name: (await first.locator("th").textContent()) ?? "", exact: true }) });
      expect(digits((await row.first().locator("td").first().textContent()) ?? "")).toBe(digits((await first.locator("td:not(.share-cell)").first().textContent()) ?? ""));
      await page.getByRole("button", { name: "Show as a chart" }).click();
    }
    await page.getByRole("radio", { name: "Funnel" }).click();
    await page.getByRole("button", { name: "Show as a table" }).click();
    await expect(twin.getByRole("rowheader")).toHaveText(["Impressions", "Clicks", "Leads", "Sales"]);
    expect(digits((await twin.getByRole("row").nth(3).locator("td").first().textContent()) ?? "")).toBe(await report.figure("Leads"));
  });

  test("a click on a tile chooses its category, a double click goes inside", async ({ page }) => {
    await page.getByRole("radio", { name: "Categories" }).click();
    await expect(page).toHaveURL(`${path}?picture=categories`);
    const drawing = page.locator(".chart-drawing");
    await expect(drawing.locator("canvas")).toBeVisible();
    const area = await drawing.boundingBox();
    if (!area) throw new Error("there is no drawing");
    // The largest category stands at the left; its head is the name of its root.
    await drawing.click({ position: { x: 120, y: area.height / 2 } });
    await expect(report.chips).toHaveCount(1);
    const chosen = report.chips.first();
    await expect(chosen).toContainText("Fireplaces › ");
    await drawing.click({ position: { x: 120, y: area.height / 2 } });
    await expect(report.chips).toHaveCount(0);
    await drawing.dblclick({ position: { x: 120, y: area.height / 2 } });
    await expect(page).toHaveURL(/inside=Fireplaces\+(>|%3E)\+/);
  });

  test("a click on a dot chooses its campaign, and the note tells its figures", async ({ page }) => {
    await page.getByRole("radio", { name: "Campaigns" }).click();
    const drawing = page.locator(".chart-drawing");
    await expect(drawing.locator("canvas")).toBeVisible();
    const first = report.table("campaigns").locator("tbody tr").first();
    const name = (await first.locator("th").textContent()) ?? "";
    // Campaigns are ordered by cost: the dearest is the dot farthest to the right.
    const area = await drawing.boundingBox();
    if (!area) throw new Error("there is no drawing");
    const note = page.locator(".report-point b").first();
    const dot = await (async () => {
      for (let x = area.width - 30; x > 0; x -= 10) {
        for (let y = 20; y < area.height - 30; y += 10) {
          await page.mouse.move(area.x + x, area.y + y);
          if (await note.isVisible()) return { x, y };
        }
      }
      throw new Error("there is no dot");
    })();
    await expect(note).toHaveText(name);
    await drawing.click({ position: dot });
    await expect(first).toHaveAttribute("aria-selected", "true");
  });

  test("a picture is saved as PNG under its name", async ({ page }) => {
    for (const [picture, name] of [["By day", "Leads"], ["Categories", "Categories"], ["Campaigns", "Campaigns"], ["Funnel", "Funnel"]]) {
      await page.getByRole("radio", { name: picture }).click();
      await expect(page.locator(".chart-drawing canvas")).toBeVisible();
      const saving = page.waitForEvent("download");
      await page.getByRole("button", { name: "Save as a picture" }).click();
      expect((await saving).suggestedFilename()).toMatch(new RegExp(`^${name} \\d{4}-\\d\\d-\\d\\d – .*\\.png$`));
    }
  });
});
