// A Kabinet for scripts that measure: the program named by KABINET_BIN, in a folder of the script's own, on a free port of this machine.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

/** The settings of a Kabinet whose database and files lie in a folder. Those of the developer's shell must not reach it. */
export function environment(folder) {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("KABINET_")));
  return { ...clean, KABINET_DATABASE_URL: `sqlite:${join(folder, "kabinet.db")}`, KABINET_DATA_DIR: folder, KABINET_LOG_LEVEL: "error" };
}

/**
 * Serves what is in a folder; answers when it is ready: its address, its process, and how to end it. `begin` starts the program in
 * another way than by itself.
 */
export async function serve(kabinet, folder, begin = spawn) {
  const listen = `127.0.0.1:${await freePort()}`;
  const child = begin(kabinet, ["serve", "--listen", listen], { env: environment(folder), stdio: ["ignore", "ignore", "inherit"] });
  const server = { origin: `http://${listen}`, process: child, stop: () => stop(child) };
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline && child.exitCode === null) {
    if (await fetch(`${server.origin}/readyz`).then((answer) => answer.ok, () => false)) return server;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await server.stop();
  throw new Error("kabinet serve did not get ready");
}

/** The most memory that a process ever held for itself, in megabytes, as the kernel counts it. */
export function peak(pid) {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return line ? Math.ceil(Number(line[1]) / 1024) : 0;
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}
