import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { dirname } from "node:path";
import { promisify } from "node:util";

/** The program under test. `make test` names the one it has just built. */
export const program = process.env.KABINET_BIN ?? "../target/release/kabinet";

/** What a command printed, and how it ended. */
export type Answer = { code: number; stdout: string; stderr: string };

/** Runs `kabinet` with a database, without a server. A failure is an answer too. */
export async function run(database: string, ...args: string[]): Promise<Answer> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, { env: environment(database), maxBuffer: 64 << 20 });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as Answer;
    if (typeof code !== "number") throw error;
    return { code, stdout, stderr };
  }
}

/** A running server with a database of its own. */
export class Kabinet {
  private constructor(readonly url: string, readonly database: string, private process: ChildProcess, private log: string[]) {}

  static async start(database: string): Promise<Kabinet> {
    const listen = `127.0.0.1:${await freePort()}`;
    const child = spawn(program, ["serve", "--listen", listen], { env: environment(database), stdio: ["ignore", "pipe", "pipe"] });
    const log: string[] = [];
    child.stdout.on("data", (bytes) => log.push(String(bytes)));
    child.stderr.on("data", (bytes) => log.push(String(bytes)));
    const kabinet = new Kabinet(`http://${listen}`, database, child, log);
    await kabinet.ready();
    return kabinet;
  }

  /** Runs a command beside the server, on the same database. */
  run(...args: string[]): Promise<Answer> {
    return run(this.database, ...args);
  }

  /** Everything the server has written so far. */
  output(): string {
    return this.log.join("");
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, "exit");
    this.process.kill("SIGTERM");
    const impatient = setTimeout(() => this.process.kill("SIGKILL"), 10_000);
    await gone;
    clearTimeout(impatient);
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (Date.now() < deadline && this.process.exitCode === null) {
      const answer = await fetch(`${this.url}/readyz`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await this.stop();
    throw new Error(`kabinet serve did not get ready:\n${this.output()}`);
  }
}

// Settings of the developer's shell must not reach the program under test. Its files stand beside the database.
function environment(database: string): NodeJS.ProcessEnv {
  const clean = Object.entries(process.env).filter(([name]) => !name.startsWith("KABINET_"));
  const folder = database.startsWith("sqlite:") ? dirname(database.slice("sqlite:".length)) : process.env.KABINET_JOURNEYS;
  return { ...Object.fromEntries(clean), KABINET_DATABASE_URL: database, KABINET_DATA_DIR: folder };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
