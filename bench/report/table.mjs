// Prints a report for people.
export const number = (value) => {
  if (value === null || value === undefined) return "–";
  if (value >= 100) return Math.round(value).toLocaleString("en-US");
  return value.toFixed(value < 10 ? 2 : 1);
};

export function print(head, lines) {
  const widths = head.map((title, at) => Math.max(title.length, ...lines.map((line) => line[at].length)));
  for (const line of [head, ...lines]) {
    console.log(line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join("  "));
  }
}

/** A line for each engine, with its distance from the engine of the client. */
export function printEngines({ rows, engines }, titles) {
  console.log(`\n${rows.toLocaleString("en-US")} rows, ${engines[Object.keys(engines)[0]].clicks_ms.length} clicks, one thread`);
  const { cube } = engines;
  print(
    ["engine", "median ms", "p95 ms", "script ms", "load ms", "memory MB", "median ×", "p95 ×", "script ×", "rounds"],
    Object.entries(engines).map(([name, figures]) => [
      titles[name],
      ...["median_ms", "p95_ms", "script_ms", "load_ms", "memory_mb"].map((figure) => number(figures[figure])),
      ...["median_ms", "p95_ms", "script_ms"].map((figure) => (cube ? number(figures[figure] / cube[figure]) : "–")),
      String(figures.rounds),
    ]),
  );
}

/** What must hold, what is aimed at, and what was found. */
export function printBounds(bounds) {
  console.log("");
  print(["", "found", "must", "aim", ""], bounds.map((bound) => {
    const sign = bound.least ? "≥" : "≤";
    const limit = (value) => `${sign} ${value}${bound.unit}`;
    const found = bound.value === null ? "not measured" : `${number(bound.value)}${bound.unit}`;
    return [bound.what, found, limit(bound.least ?? bound.most), limit(bound.aim), verdict(bound)];
  }));
}

function verdict({ holds, reached }) {
  if (holds === null) return "";
  if (!holds) return "MISSED";
  return reached ? "aim reached" : "holds";
}

/** Every click with its time. */
export function printClicks(engines, script) {
  console.log("");
  const names = Object.keys(engines);
  print(["click", ...names.map((name) => `${name} ms`)], script.map(({ label }, at) => [
    `${String(at + 1).padStart(2)} ${label}`,
    ...names.map((name) => number(engines[name].clicks_ms[at])),
  ]));
}
