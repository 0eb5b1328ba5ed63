import type { Locator, Page } from "@playwright/test";

/** The pages before the login: the login itself and the set-up of a new house. */
export class Door {
  readonly email: Locator;
  readonly password: Locator;
  readonly enter: Locator;
  readonly trouble: Locator;

  constructor(readonly page: Page) {
    this.email = page.getByLabel("E-mail");
    this.password = page.getByLabel("Password");
    this.enter = page.getByRole("button", { name: "Log in", exact: true });
    this.trouble = page.getByRole("alert");
  }

  /** Fills the form and sends it with Enter. */
  async logIn(email: string, password: string): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.password.press("Enter");
  }

  /** A name of the demonstration agency. */
  name(name: string): Locator {
    return this.page.getByRole("button", { name });
  }

  /** The button of a language, called by its own name. */
  language(name: string): Locator {
    return this.page.getByRole("navigation", { name: "Language" }).getByRole("button", { name });
  }

  /** Fills the form of the set-up. */
  async setUp(agency: string, name: string, email: string, password: string): Promise<void> {
    await this.page.getByLabel("Agency").fill(agency);
    await this.page.getByLabel("Your name").fill(name);
    await this.email.fill(email);
    await this.password.fill(password);
    await this.page.getByRole("button", { name: "Begin" }).click();
  }
}
