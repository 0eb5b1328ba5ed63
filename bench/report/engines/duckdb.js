import * as duckdb from "../../node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser-blocking.mjs";
import { tableFromArrays, tableToIPC, makeVector, Table, vectorFromArray } from "apache-arrow";
import { Questions, readTables } from "../questions.js";
import { AT, COLUMNS, MEASURES } from "../workload.js";

const WIDTH = MEASURES.length;

export async function open({ rows, columns, options }) {
  const begun = performance.now();
  const modules = "/modules/@duckdb/duckdb-wasm/dist";
  const bundle = { mainModule: `${location.origin}${modules}/duckdb-eh.wasm`, mainWorker: "" };
  const db = await duckdb.createDuckDB({ mvp: bundle, eh: bundle }, new duckdb.VoidLogger(), duckdb.BROWSER_RUNTIME);
  await db.instantiate(() => {});
  db.open({ path: ":memory:" });
  const connection = db.connect();
  console.log(db.getVersion(), connection.query("select current_setting('threads') t").toArray().map(String), JSON.stringify(options));
  const startup = performance.now() - begun;

  const table = new Table(Object.fromEntries(COLUMNS.map(({ name }) => [name, makeVector(columns[name])])));
  connection.insertArrowFromIPCStream(tableToIPC(table, "stream"), { name: "facts", create: true });
  if (options.load) connection.query(options.load);
  globalThis.q = (text) => connection.query(text).toArray().map(String);
  const questions = new Questions();
  const mode = options.mode ?? "cte";
  const type = options.type ?? "::DOUBLE";
  const sums = MEASURES.map((name) => `sum(${name})${type} AS ${name}`).join(", ");
  const run = (text) => connection.query(text);
  const ask = (table, from, where) => (table === "total" ? `SELECT ${sums} FROM ${from} ${where}` : `SELECT ${table} AS key, ${sums} FROM ${from} ${where} GROUP BY ${table}`);
  const asku = (at, table, from, where) => (table === "total" ? `SELECT ${at} AS tbl, 0 AS key, ${sums} FROM ${from} ${where}` : `SELECT ${at} AS tbl, ${table}::INTEGER AS key, ${sums} FROM ${from} ${where} GROUP BY ${table}`);
  const group = (stale) => {
    const by = new Map();
    for (const q of stale) { const w = conditionOf(q.filters); by.set(w, [...(by.get(w) ?? []), q]); }
    return by;
  };
  return {
    startup,
    restart: () => questions.forget(),
    apply({ chosen }) {
      const stale = questions.after(chosen);
      if (!stale.length) return;
      if (mode === "separate") {
        for (const q of stale) questions.keep(q, [run(ask(q.table, "facts", conditionOf(q.filters))), 0]);
      } else if (mode === "union") {
        const r = run(stale.map((q, at) => asku(at, q.table, "facts", conditionOf(q.filters))).join(" UNION ALL "));
        stale.forEach((q, at) => questions.keep(q, [r, at]));
      } else if (mode === "gs") {
        for (const [where, qs] of group(stale)) {
          if (qs.length === 1) questions.keep(qs[0], [run(ask(qs[0].table, "facts", where)), 0]);
          else {
            const named = qs.map(({ table }) => table);
            const r = run(`SELECT grouping(${named})::INTEGER AS tbl, coalesce(${named}, 0)::INTEGER AS key, ${sums} FROM facts ${where} GROUP BY GROUPING SETS (${named.map((t) => `(${t})`).join(", ")})`);
            const all = 2 ** named.length - 1;
            for (const q of qs) questions.keep(q, [r, all - 2 ** (named.length - 1 - named.indexOf(q.table))]);
          }
        }
      } else if (mode === "cte" || mode === "cte1") {
        // cte: one statement per condition; cte1: one statement in all
        const withs = [], parts = [], todo = [];
        for (const [where, qs] of group(stale)) {
          if (qs.length === 1 || !where) for (const q of qs) { parts.push(asku(todo.length, q.table, "facts", where)); todo.push(q); }
          else { const f = `f${withs.length}`; withs.push(`${f} AS MATERIALIZED (SELECT * FROM facts ${where})`); for (const q of qs) { parts.push(asku(todo.length, q.table, f, "")); todo.push(q); } }
          if (mode === "cte") {
            const r = run(`${withs.length ? `WITH ${withs.join(", ")} ` : ""}${parts.join(" UNION ALL ")}`);
            todo.forEach((q, at) => questions.keep(q, [r, at]));
            withs.length = parts.length = todo.length = 0;
          }
        }
        if (mode === "cte1") {
          const r = run(`${withs.length ? `WITH ${withs.join(", ")} ` : ""}${parts.join(" UNION ALL ")}`);
          todo.forEach((q, at) => questions.keep(q, [r, at]));
        }
      } else if (mode === "mask") {
        // every row that fails at most one filter, once
        const filters = Object.entries(chosen).filter(([, v]) => v).map(([name]) => name);
        if (filters.length < 2) {
          const r = run(stale.map((q, at) => asku(at, q.table, "facts", conditionOf(q.filters))).join(" UNION ALL "));
          stale.forEach((q, at) => questions.keep(q, [r, at]));
        } else {
          const all = questions.all(chosen);
          const bits = all.map((f, at) => `(NOT (${termOf(f)}))::UTINYINT * ${2 ** at}`).join(" + ");
          const count = all.map((f) => `(NOT (${termOf(f)}))::UTINYINT`).join(" + ");
          const parts = stale.map((q, at) => { const own = all.findIndex(({ name }) => name === q.table); return asku(at, q.table, "f", own < 0 ? "WHERE fails = 0" : `WHERE fails = 0 OR fails = ${2 ** own}`); });
          const r = run(`WITH f AS MATERIALIZED (SELECT *, ${bits} AS fails FROM facts WHERE ${count} <= 1) ${parts.join(" UNION ALL ")}`);
          stale.forEach((q, at) => questions.keep(q, [r, at]));
        }
      }
    },
    read(answer) {
      readTables(questions, answer, AT, ([result, tbl], table) => {
        const tbls = result.getChild("tbl")?.toArray();
        const rows = [];
        for (let row = 0; row < result.numRows; row += 1) if (!tbls || tbls[row] === tbl) rows.push(row);
        const column = (c) => { const v = result.getChild(c); return rows.map((row) => v.get(row)); };
        return { keys: table === "total" ? null : column("key"), sums: MEASURES.map(column) };
      });
    },
  };
}

function termOf({ name, range, list }) {
  if (list) return `${name} IN (${list.join(", ")})`;
  return range[0] === range[1] ? `${name} = ${range[0]}` : `${name} BETWEEN ${range[0]} AND ${range[1]}`;
}

function conditionOf(filters, params) {
  const v = (x) => (params ? "?" : x);
  const terms = filters.map(({ name, range, list }) =>
    list ? `${name} IN (${list.map(v).join(", ")})` : range[0] === range[1] && !params ? `${name} = ${v(range[0])}` : `${name} BETWEEN ${v(range[0])} AND ${v(range[1])}`);
  return terms.length > 0 ? `WHERE ${terms.join(" AND ")}` : "";
}
