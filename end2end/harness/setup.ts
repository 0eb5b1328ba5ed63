import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program, run } from "./kabinet";

/** Makes the demo agency once; every worker then starts from a copy of it. Returns the tidying up. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "kabinet-journeys-"));
  const demo = await run(`sqlite:${join(folder, "demo.db")}`, "demo", "--language", "en");
  if (demo.code !== 0) throw new Error(`${program} demo failed:\n${demo.stderr}`);
  process.env.KABINET_JOURNEYS = folder;
  return () => rm(folder, { recursive: true, force: true });
}
