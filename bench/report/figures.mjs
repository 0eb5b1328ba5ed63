// From measured times to figures, and whether they are good enough.

/** The value in the middle; the mean of the two in the middle of an even number. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The value that 95 of 100 do not exceed. */
export function p95(values) {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1];
}

/**
 * An engine's figures. A click's time is its median over the rounds; median and p95 are over the clicks; the script is the median of
 * whole rounds.
 */
export function figuresOf({ rounds, loads, empty, memory }) {
  const clicks = rounds[0].map((_, at) => median(rounds.map((round) => round[at].time)));
  const scripts = rounds.map((round) => round.reduce((sum, { time }) => sum + time, 0));
  const slices = loads.filter(({ slices }) => slices).map(({ slices }) => Math.max(...slices));
  return {
    rounds: rounds.length,
    median_ms: median(clicks),
    p95_ms: p95(clicks),
    script_ms: median(scripts),
    first_script_ms: scripts[0],
    load_ms: median(loads.map(({ load }) => load)),
    first_answer_ms: median(loads.map(({ first }) => first)),
    longest_load_slice_ms: slices.length > 0 ? median(slices) : null,
    memory_mb: memory,
    empty_page_mb: empty,
    clicks_ms: clicks,
  };
}

const LIBRARIES = ["crossfilter", "duckdb", "arquero", "perspective"];

/** The report: every engine's figures, and how the engine of the client stands among them. */
export function reportOf({ rows, engines, wire, checksum }) {
  const { cube, duckdb, onepass } = engines;
  const libraries = LIBRARIES.map((name) => engines[name]).filter(Boolean);
  const best = (figure) => (libraries.length > 0 ? Math.min(...libraries.map((library) => library[figure])) : null);
  const times = (other, own) => (other && own ? other / own : null);
  return {
    rows,
    script_vs_duckdb: times(duckdb?.script_ms, cube?.script_ms),
    median_vs_best: times(best("median_ms"), cube?.median_ms),
    p95_vs_best: times(best("p95_ms"), cube?.p95_ms),
    script_vs_onepass: times(onepass?.script_ms, cube?.script_ms),
    load_ms: cube?.load_ms ?? null,
    longest_load_slice_ms: cube?.longest_load_slice_ms ?? null,
    memory_mb: cube?.memory_mb ?? null,
    wire_mb: wire,
    checksum,
    engines,
  };
}

// What must hold with a million rows, and what is aimed at.
const BOUNDS = [
  { figure: "script_vs_duckdb", what: "whole script against duckdb-wasm", unit: "×", least: 20, aim: 40 },
  { figure: "median_vs_best", what: "median against the best library's", unit: "×", least: 25, aim: 50 },
  { figure: "p95_vs_best", what: "p95 against the best library's", unit: "×", least: 12, aim: 25 },
  { figure: "script_vs_onepass", what: "whole script against one pass in JavaScript", unit: "×", least: 8, aim: 12 },
  { figure: "load_ms", what: "load", unit: " ms", most: 800, aim: 400 },
  { figure: "longest_load_slice_ms", what: "longest task while loading", unit: " ms", most: 50, aim: 50 },
  { figure: "memory_mb", what: "memory of the page", unit: " MB", most: 220, aim: 150 },
  { figure: "wire_mb", what: "bytes over the wire", unit: " MB", most: 14, aim: 9 },
];

const BOUNDED_ROWS = 1_000_000;

/** Each bound with its figure; `null` for figures that were not measured, or not with the rows that bounds are for. */
export function judged(report) {
  return BOUNDS.map((bound) => {
    const value = report[bound.figure];
    const counts = value !== null && report.rows === BOUNDED_ROWS;
    const within = (limit) => (counts ? (bound.least ? value >= limit : value <= limit) : null);
    return { ...bound, value, holds: within(bound.least ?? bound.most), reached: within(bound.aim) };
  });
}
