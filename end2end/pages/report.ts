import { expect, type Locator, type Page } from "@playwright/test";
import { digits } from "../harness/figures";

/** A name, and the numbers that stand beside it in plain digits. */
export type Line = { name: string; numbers: string[] };

/** Everything that the page says in numbers. */
export type Numbers = { figures: Line[]; categories: Line[]; channels: Line[]; campaigns: Line[]; devices: Line[]; regions: Line[] };

const small = { channels: "Channels", campaigns: "Campaigns", devices: "Devices", regions: "Regions" } as const;

/** The report of a project. */
export class Report {
  readonly tree: Locator;
  readonly chips: Locator;
  readonly clearAll: Locator;
  readonly plot: Locator;
  readonly band: Locator;

  constructor(readonly page: Page) {
    this.tree = page.getByRole("treegrid", { name: "Categories" });
    this.chips = page.getByRole("list", { name: "Selection" }).getByRole("listitem");
    this.clearAll = page.getByRole("button", { name: "Clear all" });
    this.plot = page.locator(".chart-plot");
    this.band = page.locator(".report-band");
  }

  /** Opens the report and waits until everything of it is there, the drawing too. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.ready();
  }

  async ready(): Promise<void> {
    await expect(this.page.locator(".chart-drawing canvas")).toBeVisible();
    await expect(this.tree.getByRole("row").nth(1)).toBeVisible();
    await expect(this.page.locator(".shell-fresh:not([data-arriving])")).toBeAttached();
  }

  /** One of the tables beside the tree. */
  table(name: keyof typeof small): Locator {
    return this.page.getByRole("grid", { name: small[name] });
  }

  /** The row of a category that has a name. */
  category(name: string): Locator {
    return this.tree.locator("tbody").getByRole("row").filter({ has: this.page.getByTitle(name, { exact: true }) });
  }

  /** The row of a small table. */
  row(table: keyof typeof small, name: string): Locator {
    return this.table(table).locator("tbody").getByRole("row").filter({ has: this.page.getByTitle(name, { exact: true }) });
  }

  /** One of the figures above the chart, in plain digits. */
  async figure(name: string): Promise<string> {
    const lines = await this.figures();
    return lines.find((line) => line.name === name)?.numbers[0] ?? "";
  }

  /** The head of a column of the tree. */
  head(name: string): Locator {
    return this.tree.getByRole("columnheader", { name });
  }

  /** The names of the rows of the tree, from top to bottom. */
  async names(): Promise<string[]> {
    return (await lines(this.tree.locator("tbody tr"))).map((line) => line.name);
  }

  /** The total under the tree. */
  async total(): Promise<string[]> {
    return (await lines(this.tree.locator("tfoot tr")))[0].numbers;
  }

  /** Everything that the page says in numbers. */
  async numbers(): Promise<Numbers> {
    const of = (table: keyof typeof small): Promise<Line[]> => lines(this.table(table).locator("tbody tr"));
    const [channels, campaigns, devices, regions] = [of("channels"), of("campaigns"), of("devices"), of("regions")];
    return {
      figures: await this.figures(),
      categories: await lines(this.tree.locator("tbody tr")),
      channels: await channels,
      campaigns: await campaigns,
      devices: await devices,
      regions: await regions,
    };
  }

  /** Opens a menu of the toolbar by what its button says, and chooses a line. */
  async choose(button: string | RegExp | Locator, line: string | RegExp): Promise<void> {
    await (typeof button === "object" && "click" in button ? button : this.page.getByRole("button", { name: button })).click();
    await this.page.getByRole("menuitemradio", { name: line }).or(this.page.getByRole("menuitem", { name: line })).click();
  }

  /** Presses lines in the menu of columns of a table. */
  async showColumns(table: string, lines: string[]): Promise<void> {
    await this.page.getByRole(table === "Categories" ? "treegrid" : "grid", { name: table }).getByRole("button", { name: "Columns" }).click();
    for (const line of lines) {
      await this.page.getByRole("menuitemcheckbox", { name: line, exact: true }).or(this.page.getByRole("menuitem", { name: line })).click();
    }
    if (await this.page.getByRole("menu").isVisible()) await this.page.keyboard.press("Escape");
  }

  /** The button of the toolbar that tells the period. */
  get period(): Locator {
    return this.page.locator(".report-toolbar > .button").first();
  }

  /** Drags over the chart, between shares of its width. */
  async brush(from: number, to: number): Promise<void> {
    const area = await this.plot.boundingBox();
    if (!area) throw new Error("there is no plot");
    const middle = area.y + area.height / 2;
    await this.page.mouse.move(area.x + area.width * from, middle);
    await this.page.mouse.down();
    await this.page.mouse.move(area.x + area.width * to, middle, { steps: 8 });
    await this.page.mouse.up();
  }

  private async figures(): Promise<Line[]> {
    const cells = await this.page.locator(".report-figure").evaluateAll((figures) =>
      figures.map((figure) => [...figure.children].map((part) => part.textContent ?? "")),
    );
    return cells.map(([name, value, change]) => ({ name, numbers: [digits(value), digits(change)] }));
  }
}

async function lines(rows: Locator): Promise<Line[]> {
  const cells = await rows.evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("th, td:not(.share-cell)")].map((cell) => (cell.textContent ?? "").trim())),
  );
  return cells.map(([name, ...numbers]) => ({ name, numbers: numbers.map(digits) }));
}
