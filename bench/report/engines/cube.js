// The engine of the client: the same crate, profile and tools, behind the thin surface of bench/src.
import { DAYS, DIMENSIONS, MEASURES, parents } from "../workload.js";
import { breath } from "../clock.js";

// As many rows as are taken at once: a few milliseconds.
const SLICE = 1 << 16;

export async function open(facts) {
  const begun = performance.now();
  const { default: init, Loading } = await import("/engine/engine.js");
  await init();
  const startup = performance.now() - begun;
  return { startup, ...answering(await load(Loading, facts)) };
}

async function load(Loading, facts) {
  const slices = [];
  const slice = (work) => {
    const begun = performance.now();
    const result = work();
    slices.push(performance.now() - begun);
    return result;
  };

  const members = Uint32Array.from(DIMENSIONS, ({ nodes }) => nodes);
  const loading = slice(() => new Loading(rowsOfDays(facts.columns.day), members, parents(), BigUint64Array.from(facts.sizes, BigInt)));
  for (let row = 0; row < facts.rows; row += SLICE) {
    slice(() => push(loading, facts.columns, row, Math.min(row + SLICE, facts.rows)));
    await breath();
  }
  while (slice(() => loading.step())) await breath();
  const engine = slice(() => loading.finish());
  return { engine, slices };
}

function rowsOfDays(days) {
  const rows = new Uint32Array(DAYS);
  for (const day of days) rows[day] += 1;
  return rows;
}

function push(loading, columns, start, end) {
  const rows = end - start;
  const side = (Array, names) => {
    const joined = new Array(rows * names.length);
    names.forEach((name, at) => joined.set(columns[name].subarray(start, end), at * rows));
    return joined;
  };
  loading.push(side(Int32Array, ["day"]), side(Uint32Array, DIMENSIONS.map(({ name }) => name)), side(Int32Array, MEASURES));
}

function answering({ engine, slices }) {
  return {
    slices,
    // The tree is rolled up inside.
    whole: true,
    restart() {
      engine.forget();
    },
    apply({ changed, chosen }) {
      for (const name of changed) {
        if (name !== "day") engine.choose(DIMENSIONS.findIndex((dimension) => dimension.name === name), chosen[name] ?? []);
        else if (chosen.day) engine.brush(...chosen.day);
        else engine.unbrush();
      }
      engine.answer();
    },
    read(answer) {
      engine.sums().forEach((sum, at) => {
        answer[at] = Number(sum);
      });
    },
    checksum: () => engine.checksum(),
  };
}
