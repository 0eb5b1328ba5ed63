// A Kabinet of the bench's own: the demonstration agency and a project with many facts, served on a free port of this machine.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment, serve } from "../scripts/kabinet.mjs";

// The figures must not change from day to day.
const TODAY = "2026-11-22";
const PASSWORD = "kabinet-demo";

export class House {
  #server;
  #folder;

  /** Serves a copy of the agency that is kept under this name; it is made when there is none. */
  static async open({ kabinet, houses, name, facts }) {
    const kept = join(houses, name);
    if (!(await stat(kept).catch(() => null))) await make(kabinet, houses, kept, facts);
    const house = new House();
    house.#folder = await mkdtemp(join(tmpdir(), "kabinet-bench-"));
    await cp(kept, house.#folder, { recursive: true });
    house.#server = await serve(kabinet, house.#folder);
    house.origin = house.#server.origin;
    return house;
  }

  /** What somebody of the demonstration logs in with. */
  login(person) {
    return { email: `${person}@demo.example`, password: PASSWORD };
  }

  /** Logs somebody of the demonstration in. */
  async logIn(context, person) {
    const answer = await context.request.post(`${this.origin}/api/log_in`, { data: this.login(person) });
    if (!answer.ok()) throw new Error(`${person} cannot log in: ${answer.status()}`);
  }

  async close() {
    await this.#server.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

// Made aside and renamed: what is there is whole. Agencies that older sources made go.
async function make(kabinet, houses, kept, facts) {
  console.error(`making an agency with ${facts.toLocaleString("en-US")} facts`);
  await mkdir(houses, { recursive: true });
  for (const old of await readdir(houses)) await rm(join(houses, old), { recursive: true });
  const folder = `${kept}.new`;
  await mkdir(folder);
  const child = spawn(kabinet, ["demo", "--today", TODAY, "--facts", String(facts)], { env: environment(folder), stdio: ["ignore", "ignore", "inherit"] });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`kabinet demo ended with ${code}`);
  await rename(folder, kept);
}
