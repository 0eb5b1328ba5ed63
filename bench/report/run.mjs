// The bench of the report's engine: every engine runs the same 44 clicks over the same rows, in turns, and all of their sums must agree.
//
// Settings come from the environment, see scripts/bench-report: ROWS, ENGINES, ROUNDS, and of the agency: KABINET_BIN, HOUSES, HOUSE.
import { createHash } from "node:crypto";
import { mkdir, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFacts } from "./facts.js";
import { judged, figuresOf, reportOf } from "./figures.mjs";
import { Room } from "./room.mjs";
import { serve } from "./serve.mjs";
import { printBounds, printClicks, printEngines } from "./table.mjs";
import { factsOverTheWire } from "./wire.mjs";
import { placeOf, SCRIPT } from "./workload.js";

const ROOT = join(import.meta.dirname, "../..");
const OUT = join(ROOT, "target/bench");

// `share` is how many of the rounds an engine runs: the slow ones take minutes. The engine of the client loads often, because its
// loading is one of the figures.
const ENGINES = {
  cube: { title: "cube (the client's engine)", share: 1, loads: 5 },
  onepass: { title: "one pass in JavaScript", share: 1, loads: 1 },
  crossfilter: { title: "crossfilter2 1.5.4", share: 0.6, loads: 1 },
  duckdb: { title: "@duckdb/duckdb-wasm 1.32", share: 1, loads: 1 },
  arquero: { title: "arquero 8", share: 0.2, loads: 1 },
  perspective: { title: "@perspective-dev 5.5", share: 0.1, loads: 1 },
};

const settings = {
  rows: Number(process.env.ROWS || 1_000_000),
  rounds: Number(process.env.ROUNDS || 11),
  engines: (process.env.ENGINES || Object.keys(ENGINES).join(" ")).split(/[ ,]+/),
  house: { kabinet: process.env.KABINET_BIN, houses: process.env.HOUSES, name: process.env.HOUSE, facts: Number(process.env.FACTS) },
};
const unknown = settings.engines.filter((name) => !ENGINES[name]);
if (unknown.length > 0) throw new Error(`no such engine: ${unknown.join(", ")}; there are ${Object.keys(ENGINES).join(", ")}`);

/** The rows, made once and kept. */
async function prepareFacts(rows) {
  const folder = join(OUT, "facts");
  const file = join(folder, `${rows}.json`);
  const made = await stat(join(import.meta.dirname, "facts.js"));
  const kept = await stat(file).catch(() => null);
  if (kept && kept.mtimeMs > made.mtimeMs) return;
  await mkdir(folder, { recursive: true });
  const { bytes, sizes } = makeFacts(rows);
  await writeFile(join(folder, `${rows}.bin`), new Uint8Array(bytes));
  // Written aside and renamed: the description is there only when all of it is.
  await writeFile(`${file}.new`, JSON.stringify({ rows, sizes }));
  await rename(`${file}.new`, file);
}

/** The sums of the first engine after each click; every round of every engine is held against them. */
class Agreement {
  #first = null;

  /** Fails when a round of an engine differs, and says where. */
  async check(name, room, round, others) {
    this.#first ??= { name, checksums: round.map(({ checksum }) => checksum) };
    const at = round.findIndex(({ checksum }, step) => checksum !== this.#first.checksums[step]);
    if (at < 0) return;
    const [sums, expected] = [await room.sums(at), await others[this.#first.name].room.sums(at)];
    const place = sums.findIndex((sum, cell) => sum !== expected[cell]);
    const where = place < 0 ? "not again when asked once more" : `${placeOf(place)}: ${sums[place]} and ${expected[place]}`;
    throw new Error(`${name} and ${this.#first.name} differ after click ${at + 1}, ${SCRIPT[at].label}: ${where}`);
  }

  /** One number for all sums after all clicks. */
  checksum() {
    return createHash("sha256").update(this.#first.checksums.join(" ")).digest("hex").slice(0, 16);
  }
}

async function load(name, origin, rows) {
  const room = await Room.open(`${origin}/page.html?engine=${name}&rows=${rows}`);
  const empty = await room.memory();
  const loads = [];
  for (let again = 0; again < ENGINES[name].loads; again += 1) loads.push(await room.load(again > 0));
  return { room, empty, loads, rounds: [] };
}

/** In turns: the first round of each engine, the second of each … */
async function play(measured, agreement) {
  const wanted = (name) => Math.max(1, Math.round(settings.rounds * ENGINES[name].share));
  for (let round = 0; round < settings.rounds; round += 1) {
    for (const [name, engine] of Object.entries(measured)) {
      if (round >= wanted(name)) continue;
      const steps = await engine.room.round();
      await agreement.check(name, engine.room, steps, measured);
      engine.rounds.push(steps);
      if (round + 1 === wanted(name)) engine.memory = await engine.room.memory();
    }
  }
}

await prepareFacts(settings.rows);
const server = await serve({
  "page.html": join(import.meta.dirname, "page.html"),
  www: join(OUT, "www"),
  engine: join(OUT, "engine"),
  facts: join(OUT, "facts"),
  modules: join(import.meta.dirname, "../node_modules"),
});

const measured = {};
try {
  // Somebody has to agree with the engine of the client, even when nobody else is measured.
  const names = settings.engines.length > 1 ? settings.engines : [...new Set([...settings.engines, "onepass"])];
  for (const name of names) {
    console.error(`loading ${ENGINES[name].title}`);
    measured[name] = await load(name, server.origin, settings.rows);
  }
  console.error("clicking, in turns");
  const agreement = new Agreement();
  await play(measured, agreement);

  const wire = settings.house.kabinet ? (await factsOverTheWire(settings.house)) / 1e6 : null;

  const engines = Object.fromEntries(settings.engines.map((name) => [name, figuresOf(measured[name])]));
  const report = reportOf({ rows: settings.rows, engines, wire, checksum: agreement.checksum() });
  await writeFile(join(OUT, "report.json"), `${JSON.stringify(report, null, 2)}\n`);

  if (settings.engines.length === 1) printClicks(engines, SCRIPT);
  printEngines(report, Object.fromEntries(Object.entries(ENGINES).map(([name, { title }]) => [name, title])));
  const bounds = judged(report);
  if (report.engines.cube) printBounds(bounds);
  console.log(`\nAfter each of ${SCRIPT.length} clicks all sums of all engines were equal. Figures: target/bench/report.json`);
  for (const { what, value, unit, least, most } of bounds.filter(({ holds }) => holds === false)) {
    console.log(`Past its bound: ${what} is ${value.toFixed(2)}${unit}, must be ${least ? `at least ${least}` : `at most ${most}`}${unit}`);
    process.exitCode = 1;
  }
} finally {
  await Promise.all(Object.values(measured).map(({ room }) => room.close()));
  server.close();
}
