// What a page's process holds for itself.
import { readFile } from "node:fs/promises";

/**
 * In MB, workers and compiled code included: the footprint that Chromium's own task manager shows. `null` where /proc does not tell.
 */
export async function pageMemory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const sizes = await Promise.all(processInfo.filter(({ type }) => type === "renderer").map(({ id }) => held(id)));
  // A browser may keep a spare process beside the page's: the page's is the large one.
  return sizes.includes(null) ? null : Math.max(...sizes);
}

async function held(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const found = ["RssAnon", "VmSwap"].map((name) => new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]);
  return found.includes(undefined) ? null : found.reduce((sum, size) => sum + Number(size) / 1024, 0);
}
