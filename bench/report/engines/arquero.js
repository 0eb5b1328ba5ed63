// arquero: one filter over the table for every set of filters that a table obeys, then grouping and summing what passes. Tables with the
// same filters share the filtered rows.
import { op, table as tableOf } from "arquero";
import { Questions, readTables } from "../questions.js";
import { AT, MEASURES } from "../workload.js";

export async function open({ columns }) {
  const facts = tableOf(columns);
  const sums = Object.fromEntries(MEASURES.map((name) => [name, op.sum(name)]));
  const questions = new Questions();
  return {
    restart: () => questions.forget(),
    apply({ chosen }) {
      const filtered = new Map();
      for (const question of questions.after(chosen)) {
        const condition = conditionOf(question.filters);
        if (!filtered.has(condition)) filtered.set(condition, condition ? facts.filter(condition) : facts);
        const rows = filtered.get(condition);
        questions.keep(question, question.table === "total" ? rows.rollup(sums) : rows.groupby(question.table).rollup(sums));
      }
    },
    read(answer) {
      readTables(questions, answer, AT, (rows, table) => ({
        keys: table === "total" ? null : rows.array(table),
        sums: MEASURES.map((name) => rows.array(name)),
      }));
    },
  };
}

function conditionOf(filters) {
  const terms = filters.map(({ name, range, list }) => {
    if (list) return `(${list.map((member) => `d.${name} === ${member}`).join(" || ")})`;
    return range[0] === range[1] ? `d.${name} === ${range[0]}` : `d.${name} >= ${range[0]} && d.${name} <= ${range[1]}`;
  });
  return terms.length > 0 ? `(d) => ${terms.join(" && ")}` : "";
}
