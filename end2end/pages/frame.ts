import type { Locator, Page } from "@playwright/test";

/** What stands around every page of the house. */
export class Frame {
  readonly title: Locator;
  readonly iteration: Locator;
  readonly toasts: Locator;

  constructor(readonly page: Page) {
    this.title = page.getByRole("banner").getByRole("heading", { level: 1 });
    this.iteration = page.locator(".shell-iteration");
    this.toasts = page.locator(".toast");
  }

  /** A link of the rail. */
  link(name: string): Locator {
    return this.page.getByRole("navigation").getByRole("link", { name, exact: true });
  }

  /** Opens the menu of whoever is logged in, and chooses a line of it. */
  async account(person: string, line: string): Promise<void> {
    await this.page.getByRole("complementary").getByRole("button", { name: person }).click();
    await this.line(line).click();
  }

  /** A line of the menu that is open. */
  line(name: string | RegExp): Locator {
    const exact = typeof name === "string";
    return this.page.getByRole("menuitemradio", { name, exact }).or(this.page.getByRole("menuitem", { name, exact }));
  }
}
