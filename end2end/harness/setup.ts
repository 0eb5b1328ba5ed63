import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeDemo } from "./houses";

/** Makes the demo agency once; every worker then starts from a copy of it. Returns the tidying up. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "kabinet-journeys-"));
  process.env.KABINET_JOURNEYS = folder;
  await makeDemo(`sqlite:${join(folder, "kabinet.db")}`, "en");
  return () => rm(folder, { recursive: true, force: true });
}
