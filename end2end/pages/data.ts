import type { Locator, Page } from "@playwright/test";

/** The page where files come in. */
export class Data {
  readonly zone: Locator;
  readonly question: Locator;
  readonly errors: Locator;
  readonly columns: Locator;
  readonly preview: Locator;
  readonly history: Locator;
  readonly import: Locator;
  readonly verdict: Locator;
  readonly done: Locator;

  constructor(readonly page: Page) {
    this.zone = page.locator(".drop");
    this.question = page.locator(".fact-ask");
    this.errors = page.getByRole("region", { name: "Errors" }).getByRole("table");
    this.columns = page.getByRole("table", { name: "Columns" });
    this.preview = page.getByRole("region", { name: "Preview" }).getByRole("table");
    this.history = page.getByRole("region", { name: "Earlier files" }).getByRole("table");
    this.import = page.getByRole("button", { name: /^Import / });
    this.verdict = page.locator(".fact-bar-text");
    this.done = page.locator(".fact-done");
  }

  /** Lets a file fall on the zone, as a hand does. */
  async drop(name: string, text: string): Promise<void> {
    const carried = await this.page.evaluateHandle(
      ([name, text]) => {
        const carried = new DataTransfer();
        carried.items.add(new File([text], name, { type: "text/csv" }));
        return carried;
      },
      [name, text],
    );
    for (const event of ["dragenter", "dragover", "drop"]) await this.zone.first().dispatchEvent(event, { dataTransfer: carried });
  }

  /** Chooses a file in the browser's own dialog. */
  async choose(name: string, text: string): Promise<void> {
    await this.page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  }

  /** What a column of the file is taken for. */
  field(column: string): Locator {
    return this.columns.getByRole("combobox", { name: `Field of the column “${column}”` });
  }

  /** What the file has done: new, changed, unchanged and refused rows. */
  async counts(): Promise<number[]> {
    const counts = await this.done.getByRole("definition").allTextContents();
    return counts.map(Number);
  }
}

/** The cells of a table, row by row. */
export async function cells(table: Locator): Promise<string[][]> {
  return table.locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => (cell.textContent ?? "").trim())),
  );
}
