// crossfilter2, as fast as we could make it: its records are row numbers, its accessors read typed arrays, and the value of a group is a
// place in one array of sums, so that no object is made or looked through for a row.
import crossfilter from "crossfilter2";
import { AT, DIMENSIONS, leavesOf, MEASURES } from "../workload.js";

const WIDTH = MEASURES.length;

export async function open({ rows, columns }) {
  const measures = MEASURES.map((name) => columns[name]);
  const sums = new Float64Array(AT.end);
  let free = 0;
  const place = () => (free += WIDTH) - WIDTH;
  const [m0, m1, m2, m3, m4, m5] = measures;
  const add = (at, row) => {
    sums[at] += m0[row];
    sums[at + 1] += m1[row];
    sums[at + 2] += m2[row];
    sums[at + 3] += m3[row];
    sums[at + 4] += m4[row];
    sums[at + 5] += m5[row];
    return at;
  };
  const remove = (at, row) => {
    sums[at] -= m0[row];
    sums[at + 1] -= m1[row];
    sums[at + 2] -= m2[row];
    sums[at + 3] -= m3[row];
    sums[at + 4] -= m4[row];
    sums[at + 5] -= m5[row];
    return at;
  };

  const filter = crossfilter(Array.from({ length: rows }, (_, row) => row));
  const dimensions = {};
  const groups = {};
  for (const name of [...DIMENSIONS.map((dimension) => dimension.name), "day"]) {
    const column = columns[name];
    dimensions[name] = filter.dimension((row) => column[row]);
    groups[name] = dimensions[name].group().reduce(add, remove, place);
    groups[name].all();
  }
  const total = filter.groupAll().reduce(add, remove, place);
  total.value();

  return {
    apply({ changed, chosen }) {
      for (const name of changed) set(dimensions[name], name, chosen[name]);
      // Counts are kept up to date while filters are set; these hand them out.
      Object.values(groups).forEach((group) => group.all());
      total.value();
    },
    read(answer) {
      answer.fill(0);
      answer.set(sums.subarray(total.value(), total.value() + WIDTH), AT.total);
      for (const [name, group] of Object.entries(groups)) {
        for (const { key, value } of group.all()) answer.set(sums.subarray(value, value + WIDTH), AT[name] + key * WIDTH);
      }
    },
  };
}

function set(dimension, name, chosen) {
  if (!chosen) return dimension.filterAll();
  if (name === "day") return dimension.filterRange([chosen[0], chosen[1] + 1]);
  if (name === "leaf") {
    const [first, last] = leavesOf(chosen[0]);
    return dimension.filterRange([first, last + 1]);
  }
  return chosen.length === 1 ? dimension.filterExact(chosen[0]) : dimension.filterFunction((member) => chosen.includes(member));
}
