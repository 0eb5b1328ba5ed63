// A browser of its own for each engine, so that none warms, fills or slows the processes of another, and its memory is its own.
import { chromium } from "playwright-core";
import { pageMemory } from "../memory.mjs";

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync", "--js-flags=--expose-gc",
];

export class Room {
  #browser;
  #page;
  #address;

  /** A browser with the page of an engine, nothing loaded yet. */
  static async open(address) {
    const room = new Room();
    room.#address = address;
    room.#browser = await chromium.launch({ executablePath: process.env.KABINET_CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
    room.#page = await room.#browser.newPage();
    room.#page.setDefaultTimeout(0);
    await room.#visit();
    return room;
  }

  /** Loads the facts; a second time into a fresh page. */
  async load(again) {
    if (again) await this.#visit();
    return this.#page.evaluate(() => globalThis.bench.load());
  }

  /** One run of the script. */
  round() {
    return this.#page.evaluate(() => globalThis.bench.round());
  }

  /** Every sum after a step. */
  sums(step) {
    return this.#page.evaluate((at) => globalThis.bench.sums(at), step);
  }

  /** What the page's process holds for itself, in MB; `null` where that cannot be told. */
  async memory() {
    await this.#page.evaluate(() => globalThis.bench.tidy());
    return pageMemory(this.#browser);
  }

  close() {
    return this.#browser.close();
  }

  async #visit() {
    await this.#page.goto(this.#address);
    await this.#page.waitForFunction(() => globalThis.bench);
  }
}
