// Prints the figures for people.
import { number, print } from "../report/table.mjs";

/** Every click with its time in each view. */
export function printClicks({ views }) {
  console.log("");
  print(["click, ms", ...views.map(({ name }) => name)], views[0].labels.map((label, at) => [
    `${String(at + 1).padStart(2)} ${label}`,
    ...views.map(({ clicks_ms }) => number(clicks_ms[at])),
  ]));
}

/** A line for each way to look at the report. */
export function printViews({ facts, views }) {
  console.log(`\nFrom the click to the painted page, ${facts.toLocaleString("en-US")} rows, ${views[0].clicks} clicks, ${views[0].rounds} rounds`);
  print(
    ["view", "median ms", "p95 ms", "of every click", "next frame", "as the browser counts", "first round", "chart", "longest task ms", "requests", "memory MB"],
    views.map((view) => [
      view.name,
      ...["median_ms", "p95_ms", "p95_of_all_ms", "p95_to_next_frame_ms", "p95_as_browser_ms", "p95_first_round_ms", "p95_chart_ms"].map((figure) => number(view[figure])),
      task(view.longest_task_ms),
      String(view.requests),
      number(view.memory_mb),
    ]),
  );
}

/** How long the browser says that interactions took with a slow processor. */
export function printSlow({ patience }) {
  console.log("\nWith a processor four times slower, every interaction made once");
  print(
    ["view", "interactions", "slowest ms", "98 of 100 ms"],
    patience.map(({ name, interactions, worst_ms, p98_ms }) => [name, String(interactions), number(worst_ms), number(p98_ms)]),
  );
}

/** A line for each project that was opened with an empty cache. */
export function printColds({ facts, ordinary, large }) {
  console.log("\nWith an empty cache");
  const names = ["the demonstration", `${facts.toLocaleString("en-US")} rows`];
  const lines = (figures, last) => [ordinary, large].map((cold, at) => [
    names[at], ...figures.map((figure) => number(Math.round(cold[figure]))), ...last(cold),
  ]);
  print(["report of", "bytes", "requests", "with the chart", "bytes later", "starts"],
    lines(["bytes", "requests", "drawn_bytes", "rest_bytes"], ({ starts }) => [String(starts)]));
  print(["report of", "first paint ms", "figures ms", "click answered ms", "and compared ms", "longest task ms", "slow: LCP ms", "slow: CLS"],
    lines(["fcp_ms", "figures_ms", "interactive_ms", "compared_ms"],
      ({ longest_task_ms, slow_lcp_ms, slow_cls }) => [task(longest_task_ms), number(Math.round(slow_lcp_ms)), slow_cls.toFixed(3)]));
}

// The browser tells only tasks of more than 50 ms.
const task = (value) => (value === 0 ? "< 50" : number(value));

export { printBounds } from "../report/table.mjs";
