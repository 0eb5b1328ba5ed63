// perspective in its worker, as its makers ship it. A view cannot change its filter, so a click makes a new view for every table whose
// filters changed, reads it as typed columns and deletes it.
import perspective from "@perspective-dev/client";
import { makeVector, Table, tableToIPC } from "apache-arrow";
import { Questions, readTables } from "../questions.js";
import { AT, COLUMNS, MEASURES } from "../workload.js";

export async function open({ columns }) {
  const begun = performance.now();
  const modules = "/modules/@perspective-dev";
  perspective.init_server({ wasm32: () => fetch(`${modules}/server/dist/wasm/perspective-server.wasm`) });
  perspective.init_client(fetch(`${modules}/client/dist/wasm/perspective-js.wasm`));
  const client = await perspective.worker();
  const startup = performance.now() - begun;

  const facts = await client.table(ipcOf(columns));
  const questions = new Questions();
  const ask = async (question) => {
    const groups = question.table === "total" ? { group_rollup_mode: "total" } : { group_by: [question.table], group_rollup_mode: "flat" };
    const view = await facts.view({ ...groups, columns: MEASURES, filter: question.filters.flatMap(conditionsOf) });
    questions.keep(question, await view.to_columns());
    await view.delete();
  };
  return {
    startup,
    restart: () => questions.forget(),
    async apply({ chosen }) {
      for (const question of questions.after(chosen)) await ask(question);
    },
    read(answer) {
      readTables(questions, answer, AT, (found) => ({
        keys: found.__ROW_PATH__?.map(([key]) => key),
        sums: MEASURES.map((name) => found[name]),
      }));
    },
  };
}

/** The columns in the format that perspective reads soonest. */
function ipcOf(columns) {
  const table = new Table(Object.fromEntries(COLUMNS.map(({ name }) => [name, makeVector(columns[name])])));
  return tableToIPC(table, "stream").slice().buffer;
}

function conditionsOf({ name, range, list }) {
  if (list) return [[name, "in", list]];
  return range[0] === range[1] ? [[name, "==", range[0]]] : [[name, ">=", range[0]], [name, "<=", range[1]]];
}
