import { expect, type Locator, type Page } from "@playwright/test";
import { digits } from "../harness/figures";

/** A row of the dialog, down to its line. */
export type Row = { day: string; file: string; line: number; figures: string[]; category: string; reason: string };

/** What a figure of the report is made of. */
export class Explanation {
  readonly dialog: Locator;
  readonly figure: Locator;
  readonly formula: Locator;
  readonly files: Locator;
  readonly rows: Locator;
  readonly more: Locator;
  readonly agrees: Locator;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole("dialog", { name: /^Where it comes from/ });
    this.figure = this.dialog.getByRole("combobox", { name: "Figure" });
    this.formula = this.dialog.locator(".report-dig-formula");
    this.files = this.dialog.getByRole("group", { name: "Files" }).getByRole("table");
    this.rows = this.dialog.getByRole("region", { name: /^Rows/ }).getByRole("table");
    this.more = this.dialog.getByRole("button", { name: "Show more rows" });
    this.agrees = this.dialog.getByText("Together the files come to exactly what the report says.");
  }

  /** Waits until everything is added up and the first rows are there. */
  async ready(): Promise<void> {
    await expect(this.agrees).toBeVisible();
    await expect(this.rows.locator("tbody tr").first()).toBeVisible();
  }

  /** The figure, in plain digits. */
  async value(): Promise<string> {
    return digits((await this.dialog.locator("output").textContent()) ?? "");
  }

  /** The last row under the files: how many rows, and the sums that the figure is made of. */
  async total(): Promise<string[]> {
    const cells = await this.files.locator("tfoot .num").allTextContents();
    return cells.map(digits);
  }

  /** The rows that are shown. */
  async shown(): Promise<Row[]> {
    const cells = await this.rows.locator("tbody tr").evaluateAll((rows) =>
      rows.map((row) => ({
        day: row.querySelector("th")?.textContent ?? "",
        file: row.querySelector("td .report-dig-file")?.textContent ?? "",
        line: row.querySelector("td .report-dig-sub")?.textContent ?? "",
        figures: [...row.querySelectorAll(".num")].map((cell) => cell.textContent ?? ""),
        category: row.querySelector("td:not(.num) .report-dig-name")?.textContent ?? "",
        reason: [...row.querySelectorAll("td:not(.num) .report-dig-sub")].at(-1)?.textContent ?? "",
      })),
    );
    return cells.map((row) => ({ ...row, line: Number(digits(row.line)), figures: row.figures.map(digits) }));
  }

  async close(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await expect(this.dialog).toHaveCount(0);
  }
}
