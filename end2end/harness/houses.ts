import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { run } from "./kabinet";

/** The languages that Kabinet speaks. */
export const languages = ["en", "ru", "uk"] as const;
export type Language = (typeof languages)[number];

export type Engine = "sqlite" | "postgres";

/** The engines that are there: PostgreSQL only behind scripts/with-postgres. */
export const engines: Engine[] = process.env.KABINET_TEST_POSTGRES ? ["sqlite", "postgres"] : ["sqlite"];

/** The address of a database with nothing in it. */
export async function emptyDatabase(engine: Engine = "sqlite"): Promise<string> {
  return engine === "sqlite" ? sqlite(await folder("empty-")) : await postgres();
}

/** The address of a database with a demonstration agency: in English a copy of the one that setup.ts has made. */
export async function demoDatabase(language: Language = "en"): Promise<string> {
  const own = await folder(`demo-${language}-`);
  if (language === "en") await copyOfTheDemo(own);
  else await makeDemo(sqlite(own), language);
  return sqlite(own);
}

/** Fills an empty database with a demonstration agency. */
export async function makeDemo(database: string, language: Language): Promise<void> {
  const made = await run(database, "demo", "--language", language);
  if (made.code !== 0) throw new Error(`kabinet demo failed:\n${made.stderr}`);
}

const sqlite = (folder: string): string => `sqlite:${join(folder, "kabinet.db")}`;

const home = (): string => process.env.KABINET_JOURNEYS ?? "";

async function folder(prefix: string): Promise<string> {
  await mkdir(home(), { recursive: true });
  return mkdtemp(join(home(), prefix));
}

// A database may stand in several files (the write-ahead log beside it).
async function copyOfTheDemo(to: string): Promise<void> {
  const files = (await readdir(home())).filter((name) => name.startsWith("kabinet.db"));
  await Promise.all(files.map((name) => copyFile(join(home(), name), join(to, name))));
}

async function postgres(): Promise<string> {
  const server = process.env.KABINET_TEST_POSTGRES ?? "";
  const name = `journey_${process.pid}_${Date.now()}`;
  await promisify(execFile)("psql", [server, "--quiet", "--command", `create database ${name}`]);
  return server.replace(/[^/]*$/, name);
}
