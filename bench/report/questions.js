// For engines that are asked in a language: which filters each table of the page has. A table leaves its own filter out of account.
import { DIMENSIONS, leavesOf } from "./workload.js";

const TABLES = [...DIMENSIONS.map(({ name }) => name), "day"];

/** The filters of a selection as ranges and lists of members: `{ name, range }` or `{ name, list }`. */
function filtersOf(chosen) {
  return Object.entries(chosen).filter(([, value]) => value).map(([name, value]) => {
    if (name === "day") return { name, range: value };
    if (name === "leaf") return { name, range: leavesOf(value[0]) };
    return value.length === 1 ? { name, range: [value[0], value[0]] } : { name, list: value };
  });
}

/**
 * The tables of a page as an engine with a language must be asked for them, no more often than needed:
 * - A table whose filters did not change is not asked for again.
 * - The total is the sum of any table that has no filter of its own, and asked for only when every table has one.
 */
export class Questions {
  #chosen = {};
  #answers = new Map();

  /** The tables to ask for after a click, with the filters that each obeys. */
  after(chosen) {
    this.#chosen = chosen;
    return this.#tables().filter(({ table, key }) => this.#answers.get(table)?.key !== key);
  }

  keep({ table, key }, answer) {
    this.#answers.set(table, { key, answer });
  }

  /** Every table's answer; and which table the total is the sum of, or `total` itself. */
  answers() {
    const tables = this.#tables().map(({ table }) => ({ table, answer: this.#answers.get(table).answer }));
    return { tables, total: this.#unfiltered() ?? "total" };
  }

  forget() {
    this.#answers.clear();
  }

  #unfiltered() {
    // The smallest first.
    return ["device", "channel", "region", "campaign", "day", "leaf"].find((table) => !this.#chosen[table]);
  }

  #tables() {
    const filters = filtersOf(this.#chosen);
    const total = this.#unfiltered() ? [] : ["total"];
    return [...total, ...TABLES].map((table) => {
      const obeyed = filters.filter(({ name }) => name !== table);
      return { table, filters: obeyed, key: JSON.stringify(obeyed) };
    });
  }
}

/**
 * Puts tables into an answer. `rowsOf(answer, table)` hands out the typed columns of one: its keys (none for the total) and its six
 * sums.
 */
export function readTables(questions, answer, at, rowsOf) {
  answer.fill(0);
  const { tables, total } = questions.answers();
  for (const { table, answer: found } of tables) {
    const { keys, sums } = rowsOf(found, table);
    sums.forEach((values, m) => {
      for (let row = 0; row < values.length; row += 1) {
        // Nothing summed is null in some languages.
        const sum = Number(values[row] ?? 0);
        if (table !== "total") answer[at[table] + Number(keys[row]) * sums.length + m] = sum;
        if (table === total) answer[at.total + m] += sum;
      }
    });
  }
}
