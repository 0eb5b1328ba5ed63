// One engine in a page of its own. The driver (run.mjs) calls `bench.load`, then `bench.round` as often as it likes.
import { checksum } from "./checksum.js";
import { breath } from "./clock.js";
import { AT, columnsOf, NOTHING, rollUp, SCRIPT } from "./workload.js";

const address = new URL(location.href);
const name = address.searchParams.get("engine");
const rows = Number(address.searchParams.get("rows"));
const answer = new Float64Array(AT.end);
let engine;

// What counts is the time from the click until every sum of the page is there, as numbers that the page can read without asking the
// engine again. Reading them out and checking them is not counted, for no engine.
async function timed(step) {
  const begun = performance.now();
  const pending = engine.apply(step);
  if (pending) await pending;
  return performance.now() - begun;
}

function readAnswer() {
  engine.read(answer);
  if (!engine.whole) rollUp(answer);
  const sum = checksum(answer);
  const own = engine.checksum?.() ?? sum;
  if (own !== sum) throw new Error(`${name}: its own checksum is ${own}, that of what it hands out ${sum}`);
  return sum;
}

globalThis.bench = {
  /** From the columns in memory to the first page. */
  async load() {
    const { open } = await import(`./engines/${name}.js`);
    const { sizes } = await (await fetch(`/facts/${rows}.json`)).json();
    const columns = columnsOf(await (await fetch(`/facts/${rows}.bin`)).arrayBuffer(), rows);
    const begun = performance.now();
    engine = await open({ rows, columns, sizes });
    const opened = performance.now();
    const first = await timed(NOTHING);
    return {
      // Downloading and compiling an engine is not its loading of the facts.
      load: opened - begun - (engine.startup ?? 0) + first,
      startup: engine.startup ?? 0,
      first,
      slices: engine.slices && [...engine.slices, first],
      checksum: readAnswer(),
    };
  },

  /** The whole script from a page on which nothing is chosen. */
  async round() {
    globalThis.gc?.();
    engine.restart?.();
    await timed(NOTHING);
    const steps = [];
    for (const step of SCRIPT) {
      await breath();
      const time = await timed(step);
      steps.push({ time, checksum: readAnswer() });
    }
    return steps;
  },

  /** Every sum after a step, for saying where two engines differ. */
  async sums(until) {
    engine.restart?.();
    await timed(NOTHING);
    for (const step of SCRIPT.slice(0, until + 1)) await timed(step);
    readAnswer();
    return [...answer];
  },

  /** Lets go of everything that nobody holds any more, so that memory can be looked at. */
  async tidy() {
    for (let time = 0; time < 3; time += 1) {
      globalThis.gc?.();
      await breath();
    }
  },
};
