import { expect, type Locator, type Page } from "@playwright/test";

/** The page where names get their categories. */
export class Mapping {
  readonly head: Locator;
  readonly names: Locator;
  readonly tree: Locator;
  readonly rules: Locator;
  readonly versions: Locator;
  readonly dialog: Locator;
  readonly bar: Locator;

  constructor(readonly page: Page) {
    this.head = page.locator(".mapping-head");
    this.names = page.getByRole("list", { name: "Campaigns" }).getByRole("listitem");
    this.tree = page.getByRole("tree", { name: "Categories" });
    this.rules = page.locator(".mapping-rule");
    this.versions = page.locator(".mapping-version");
    this.dialog = page.getByRole("dialog");
    this.bar = page.locator(".mapping-bar");
  }

  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.ready();
  }

  async ready(): Promise<void> {
    await expect(this.head).toContainText(/Unmapped|Everything/);
    await expect(this.page.getByRole("tab", { name: "Categories" })).toBeVisible();
  }

  /** A name that facts use. */
  name(name: string): Locator {
    return this.names.filter({ has: this.page.getByTitle(name, { exact: true }) });
  }

  /** A category of the tree. */
  category(name: string): Locator {
    return this.tree.getByRole("treeitem", { name: new RegExp(`^${name},`) });
  }

  async show(tab: "Categories" | "Rules" | "History"): Promise<void> {
    await this.page.getByRole("tab", { name: tab }).click();
  }

  /** Carries something onto something else, as a hand does. */
  async carry(what: Locator, onto: Locator): Promise<void> {
    await what.scrollIntoViewIfNeeded();
    const [from, to] = [await what.boundingBox(), await onto.boundingBox()];
    if (!from || !to) throw new Error("what is carried, or where to, is not in sight");
    const { mouse } = this.page;
    await mouse.move(from.x + 60, from.y + from.height / 2);
    await mouse.down();
    await mouse.move(from.x + 80, from.y + from.height / 2 + 8, { steps: 3 });
    await mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
    await mouse.up();
  }
}
