import { expect, type Locator, type Page } from "@playwright/test";

/** The board of a project. */
export class Board {
  readonly composer: Locator;
  readonly slot: Locator;

  constructor(readonly page: Page) {
    this.composer = page.locator(".board-composer").getByRole("textbox");
    this.slot = page.locator(".board-slot");
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await expect(this.column("Done")).toBeVisible();
  }

  column(name: string): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  /** The cards of a column, from top to bottom. */
  cards(column: string): Locator {
    return this.column(column).locator(".board-card");
  }

  /** A card wherever it stands. */
  card(title: string): Locator {
    return this.page.locator(".board-card").filter({ hasText: title });
  }

  /** The link of a card, which opens it. */
  link(title: string): Locator {
    return this.page.getByRole("link", { name: title, exact: true });
  }

  /** The button of a card's menu. */
  menu(title: string): Locator {
    return this.card(title).getByRole("button", { name: /^Move / });
  }

  /** The open card. */
  get dialog(): Locator {
    return this.page.getByRole("dialog");
  }

  /** Writes a card into a column by its plus. The composer stays open. */
  async write(column: string, text: string): Promise<void> {
    await this.column(column).getByRole("button", { name: /^New / }).click();
    await this.composer.fill(text);
    await this.composer.press("Enter");
    await expect(this.composer).toHaveValue("");
  }

  /** Carries a card with the mouse over a column, and holds it there. */
  async carry(title: string, column: string): Promise<void> {
    const from = await middle(this.card(title), 0.5);
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + 12, from.y + 8, { steps: 3 });
    const to = await middle(this.column(column).locator(".board-cards"), 0.3);
    await this.page.mouse.move(to.x, to.y, { steps: 10 });
    await expect(this.column(column).locator(".board-slot")).toBeVisible();
  }

  /** Carries a card with the mouse to a column, and lets go. */
  async drag(title: string, column: string): Promise<void> {
    await this.carry(title, column);
    await this.page.mouse.up();
  }
}

async function middle(of: Locator, height: number): Promise<{ x: number; y: number }> {
  const area = await of.boundingBox();
  if (!area) throw new Error("it is not in sight");
  return { x: area.x + area.width / 2, y: area.y + area.height * height };
}
