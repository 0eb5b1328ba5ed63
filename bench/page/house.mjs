// A Kabinet of the bench's own: the demonstration agency and a project with many facts, served on a free port of this machine.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The figures must not change from day to day.
const TODAY = "2026-11-22";
const PASSWORD = "kabinet-demo";

export class House {
  #process;
  #folder;

  /** Serves a copy of the agency that is kept under this name; it is made when there is none. */
  static async open({ kabinet, houses, name, facts }) {
    const kept = join(houses, name);
    if (!(await stat(kept).catch(() => null))) await make(kabinet, houses, kept, facts);
    const house = new House();
    house.#folder = await mkdtemp(join(tmpdir(), "kabinet-bench-"));
    await cp(kept, house.#folder, { recursive: true });
    const listen = `127.0.0.1:${await freePort()}`;
    house.origin = `http://${listen}`;
    house.#process = spawn(kabinet, ["serve", "--listen", listen], { env: environment(house.#folder), stdio: ["ignore", "ignore", "inherit"] });
    await house.#ready();
    return house;
  }

  /** Logs somebody of the demonstration in. */
  async logIn(context, person) {
    const answer = await context.request.post(`${this.origin}/api/log_in`, { data: { email: `${person}@demo.example`, password: PASSWORD } });
    if (!answer.ok()) throw new Error(`${person} cannot log in: ${answer.status()}`);
  }

  async close() {
    if (this.#process.exitCode === null) {
      const gone = once(this.#process, "exit");
      this.#process.kill("SIGTERM");
      await gone;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #ready() {
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline && this.#process.exitCode === null) {
      const ready = await fetch(`${this.origin}/readyz`).then((answer) => answer.ok, () => false);
      if (ready) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await this.close();
    throw new Error("kabinet serve did not get ready");
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

function environment(folder) {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("KABINET_")));
  return { ...clean, KABINET_DATABASE_URL: `sqlite:${join(folder, "kabinet.db")}`, KABINET_DATA_DIR: folder, KABINET_LOG_LEVEL: "error" };
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}
