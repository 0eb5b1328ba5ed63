// From measured times to figures, and whether they are good enough.
import { median, p95 } from "../report/figures.mjs";
import { SCRIPT } from "./clicks.mjs";

/** A view's figures. A click's time is its median over the rounds; median and p95 are over the clicks. */
function viewOf({ name, first, rounds, requests, tasks, memory }) {
  const over = (figure) => SCRIPT.map((_, at) => median(rounds.map((round) => round[at][figure])));
  const every = rounds.flat();
  const painted = over("painted");
  return {
    name,
    clicks: SCRIPT.length,
    rounds: rounds.length,
    median_ms: median(painted),
    p95_ms: p95(painted),
    // Every single click of every round, the interruptions by other programs of the machine among them.
    p95_of_all_ms: p95(every.map((click) => click.painted)),
    p95_to_next_frame_ms: p95(over("next")),
    p95_as_browser_ms: p95(every.map(({ event }) => event ?? 0)),
    p95_first_round_ms: p95(first.map((click) => click.painted)),
    p95_chart_ms: p95(every.map(({ chart, painted }) => chart ?? painted)),
    longest_task_ms: Math.max(0, ...tasks.map(({ duration }) => duration)),
    requests: requests.length,
    memory_mb: memory,
    clicks_ms: painted,
    labels: SCRIPT.map(({ label }) => label),
  };
}

/** The slowest interaction, and the one that 98 of a hundred are no slower than, as web pages are judged. */
function patienceOf({ name, interactions, told }) {
  return { name, interactions, worst_ms: told[0] ?? 0, p98_ms: told[Math.floor(interactions / 50)] ?? 0, told };
}

/** Everything that was found. */
export function figuresOf({ facts, ordinary, large, views, slow }) {
  const seen = views.map(viewOf);
  const patience = slow.map(patienceOf);
  const worst = (figure) => Math.max(...seen.map((view) => view[figure]));
  return {
    facts,
    // The slowest view counts.
    click_p95_ms: worst("p95_ms"),
    inp_ms: Math.max(...patience.map(({ worst_ms }) => worst_ms)),
    inp_p98_ms: Math.max(...patience.map(({ p98_ms }) => p98_ms)),
    cold_bytes: ordinary.bytes,
    drawn_bytes: ordinary.drawn_bytes,
    cold_requests: ordinary.requests,
    rest_bytes: ordinary.rest_bytes,
    large_cold_bytes: large.bytes,
    large_rest_bytes: large.rest_bytes,
    fcp_ms: ordinary.fcp_ms,
    interactive_ms: ordinary.interactive_ms,
    large_interactive_ms: large.interactive_ms,
    slow_lcp_ms: Math.max(ordinary.slow_lcp_ms, large.slow_lcp_ms),
    slow_cls: Math.max(ordinary.slow_cls, large.slow_cls),
    longest_task_ms: Math.max(ordinary.longest_task_ms, large.longest_task_ms),
    longest_click_task_ms: worst("longest_task_ms"),
    requests_of_clicks: seen.reduce((sum, { requests }) => sum + requests, 0),
    memory_mb: seen.some(({ memory_mb }) => memory_mb === null) ? null : worst("memory_mb"),
    views: seen,
    patience,
    ordinary,
    large,
  };
}

// What must hold, what is aimed at, and which of it is for a million rows.
const BOUNDS = [
  { figure: "click_p95_ms", what: "click to painted, p95", unit: " ms", most: 50, aim: 33, rows: 1_000_000 },
  { figure: "requests_of_clicks", what: "requests that clicks have made", unit: "", most: 0, aim: 0 },
  { figure: "memory_mb", what: "memory of the page", unit: " MB", most: 220, aim: 150, rows: 1_000_000 },
  { figure: "inp_ms", what: "slowest interaction, processor 4 times slower", unit: " ms", most: 100, aim: 50, rows: 1_000_000 },
  { figure: "cold_bytes", what: "empty cache: bytes until a click is answered", unit: "", most: 658_000, aim: 400_000 },
  { figure: "large_cold_bytes", what: "the same, a million rows", unit: "", most: 658_000, aim: 400_000, rows: 1_000_000 },
  { figure: "drawn_bytes", what: "empty cache: bytes with the chart", unit: "", most: 658_000, aim: 550_000 },
  { figure: "cold_requests", what: "empty cache: requests until then", unit: "", most: 12, aim: 9 },
  { figure: "fcp_ms", what: "empty cache: first contentful paint", unit: " ms", most: 696, aim: 300 },
  { figure: "interactive_ms", what: "empty cache: a click is answered", unit: " ms", most: 1_747, aim: 873 },
  { figure: "large_interactive_ms", what: "the same, a million rows", unit: " ms", most: 1_747, aim: 873, rows: 1_000_000 },
  { figure: "slow_lcp_ms", what: "largest contentful paint, processor 4 times slower", unit: " ms", most: 1_200, aim: 600 },
  { figure: "slow_cls", what: "layout shift, processor 4 times slower", unit: "", most: 0.05, aim: 0.01 },
];

/** Each bound with its figure; `null` for what was not measured, or not with the rows that the bound is for. */
export function judged(figures) {
  return BOUNDS.map((bound) => {
    const value = figures[bound.figure] ?? null;
    const counts = value !== null && (!bound.rows || figures.facts === bound.rows);
    const within = (limit) => (counts ? value <= limit : null);
    return { ...bound, value, holds: within(bound.most), reached: within(bound.aim) };
  });
}
