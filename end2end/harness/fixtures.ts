import { test as base, expect, type BrowserContextOptions, type Page } from "@playwright/test";
import { demoDatabase } from "./houses";
import { Kabinet } from "./kabinet";
import { watch } from "./watch";

export { expect } from "@playwright/test";
export { seriousViolations } from "./axe";
export { Kabinet } from "./kabinet";
export { address, demoPassword, signIn } from "./people";

type Journey = {
  /** Fails the journey when any page of it was at fault. Nobody calls it. */
  calm: void;
  /** Opens a page in a browser of its own: another person, or the same one elsewhere. */
  visitor: (options?: BrowserContextOptions) => Promise<Page>;
  /** Starts a Kabinet on a database of the journey's own. */
  open: (database: string) => Promise<Kabinet>;
};

/** `test` with a Kabinet behind `page`: `page.goto("/")` opens it, `kabinet.run(…)` is its command line. */
export const test = base.extend<Journey, { kabinet: Kabinet }>({
  kabinet: [
    async ({}, use) => {
      const kabinet = await Kabinet.start(await demoDatabase());
      await use(kabinet);
      await kabinet.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  baseURL: async ({ kabinet }, use) => use(kabinet.url),
  calm: [
    async ({ context }, use) => {
      const faults = watch(context);
      await use();
      expect(faults, "no page of the journey is at fault").toEqual([]);
    },
    { auto: true },
  ],
  open: async ({ context }, use) => {
    const houses: Kabinet[] = [];
    await use(async (database) => {
      const house = await Kabinet.start(database);
      houses.push(house);
      return house;
    });
    // A page whose house is gone would complain.
    await Promise.all(context.pages().map((page) => page.close()));
    await Promise.all(houses.map((house) => house.stop()));
  },
  visitor: async ({ browser, open: _after }, use) => {
    const faults: string[][] = [];
    const pages: Page[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      faults.push(watch(context));
      pages.push(await context.newPage());
      return pages[pages.length - 1];
    });
    await Promise.all(pages.map((page) => page.context().close()));
    expect(faults.flat(), "no other page of the journey is at fault").toEqual([]);
  },
});
