import { test as base } from "@playwright/test";
import { copyFile, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Kabinet } from "./kabinet";

export { expect } from "@playwright/test";
export { seriousViolations } from "./axe";
export { Kabinet } from "./kabinet";
export { address, demoPassword, signIn } from "./people";

/** `test` with a Kabinet behind `page`: `page.goto("/")` opens it, `kabinet.run(…)` is its command line. */
export const test = base.extend<object, { kabinet: Kabinet }>({
  kabinet: [
    async ({}, use, worker) => {
      const kabinet = await Kabinet.start(`sqlite:${await copyOfTheDemo(worker.workerIndex)}`);
      await use(kabinet);
      await kabinet.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  baseURL: async ({ kabinet }, use) => use(kabinet.url),
});

// A database may stand in several files (the write-ahead log beside it).
async function copyOfTheDemo(worker: number): Promise<string> {
  const source = process.env.KABINET_JOURNEYS ?? "";
  const folder = join(source, `worker-${worker}`);
  await mkdir(folder, { recursive: true });
  const files = (await readdir(source)).filter((name) => name.startsWith("demo.db"));
  await Promise.all(files.map((name) => copyFile(join(source, name), join(folder, name))));
  return join(folder, "demo.db");
}
