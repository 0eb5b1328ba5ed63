// A browser of its own for each engine, so that none warms, fills or slows the processes of another, and its memory is its own.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

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

  /**
   * What the page's process holds for itself, in MB, workers and compiled code included: the footprint that Chromium's own task manager
   * shows. `null` where /proc does not tell.
   */
  async memory() {
    await this.#page.evaluate(() => globalThis.bench.tidy());
    const session = await this.#browser.newBrowserCDPSession();
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    await session.detach();
    const sizes = await Promise.all(processInfo.filter(({ type }) => type === "renderer").map(({ id }) => held(id)));
    // A browser may keep a spare process beside the page's: the page's is the large one.
    return sizes.includes(null) ? null : Math.max(...sizes);
  }

  close() {
    return this.#browser.close();
  }

  async #visit() {
    await this.#page.goto(this.#address);
    await this.#page.waitForFunction(() => globalThis.bench);
  }
}

async function held(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const found = ["RssAnon", "VmSwap"].map((name) => new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]);
  return found.includes(undefined) ? null : found.reduce((sum, size) => sum + Number(size) / 1024, 0);
}
