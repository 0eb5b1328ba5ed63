// Makes the rows of the workload: the same ones for a number of rows and a seed on every machine.
//
// Numbers are drawn from splitmix32 and become figures by whole-number arithmetic and exact divisions alone, no logarithm or power
// whose last digit an engine of JavaScript may choose.
import { bytesOf, columnsOf, DAYS, LEAVES, MEASURES } from "./workload.js";

const SEED = 20_261_122;

/** Draws whole numbers below 2^32. */
function splitmix32(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

/** Draws members by weight. */
function weighted(weights, draw) {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const ends = Float64Array.from(weights, (weight) => (sum += weight) / whole * 2 ** 32);
  return () => {
    const ticket = draw();
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ticket < ends[middle]) high = middle; else low = middle + 1;
    }
    return low;
  };
}

/** Zipf-like weights: the k-th most popular of `count` weighs 1 / (k + 3), and who that is, is drawn. */
function popularity(count, draw) {
  const weights = Array.from({ length: count }, (_, rank) => 1 / (rank + 4));
  for (let at = count - 1; at > 0; at -= 1) {
    const other = draw() % (at + 1);
    [weights[at], weights[other]] = [weights[other], weights[at]];
  }
  return weights;
}

/** The row at which each day starts: weekends are quiet, and the second year is half as busy again as the first. */
function starts(rows) {
  const weights = Array.from({ length: DAYS }, (_, day) => (day % 7 > 4 ? 6 : 10) * (2 * DAYS + day));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return [...weights.map((weight) => {
    const start = Math.floor((sum / whole) * rows);
    sum += weight;
    return start;
  }), rows];
}

/** The table: its bytes (`columnsOf` reads them) and what each measure adds up to. */
export function makeFacts(rows) {
  const draw = splitmix32(SEED);
  const unit = () => draw() / 2 ** 32;
  const leaf = weighted(popularity(LEAVES, draw), draw);
  const campaign = weighted(popularity(500, draw), draw);
  const region = weighted(popularity(80, draw), draw);
  const device = weighted([11, 6, 2, 1], draw);

  const bytes = new ArrayBuffer(bytesOf(rows));
  const columns = columnsOf(bytes, rows);
  starts(rows).forEach((start, day, all) => columns.day.fill(day, start, all[day + 1]));
  for (let row = 0; row < rows; row += 1) {
    columns.leaf[row] = leaf();
    columns.campaign[row] = campaign();
    columns.channel[row] = columns.campaign[row] % 8;
    columns.device[row] = device();
    columns.region[row] = region();
    // Money is in the smallest unit of a currency: a click costs 10 to 35, a sale brings 3,000 to 24,000.
    const impressions = 1 + Math.floor(8000 * unit() * unit());
    const clicks = Math.floor(impressions * (0.005 + 0.03 * unit()));
    const leads = Math.min(clicks, Math.floor(clicks * 0.06 * unit() + unit()));
    const sales = Math.min(leads, Math.floor(leads * 0.5 * unit() + unit()));
    columns.impressions[row] = impressions;
    columns.clicks[row] = clicks;
    columns.cost[row] = clicks * (1000 + Math.floor(2500 * unit()));
    columns.leads[row] = leads;
    columns.sales[row] = sales;
    columns.revenue[row] = sales * (300_000 + Math.floor(2_100_000 * unit()));
  }
  const sizes = MEASURES.map((name) => columns[name].reduce((sum, value) => sum + value, 0));
  return { bytes, sizes };
}
