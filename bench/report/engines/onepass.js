// The best that hand-written JavaScript does without an index: typed arrays, one pass over the rows.
//
// A row's failed filters are bits, looked up by member. A row that fails none goes to every table, a row that fails one to the table
// of that filter, because a table leaves its own filter out of account. Rows are in the order of days: the brush is a range of rows,
// a row outside of it can only matter to the series, and the sums of a day are kept in variables until the day is over.
import { AT, DAYS, DIMENSIONS, leavesOf, MEASURES } from "../workload.js";

const WIDTH = MEASURES.length;

export async function open(facts) {
  const { columns } = facts;
  const fails = DIMENSIONS.map(({ members }) => new Uint8Array(members));
  const sums = new Float64Array(AT.end);
  const starts = new Uint32Array(DAYS + 1).fill(facts.rows);
  for (let row = facts.rows - 1; row >= 0; row -= 1) starts[columns.day[row]] = row;

  const engine = {
    apply({ changed, chosen }) {
      for (const name of changed) {
        const at = DIMENSIONS.findIndex((dimension) => dimension.name === name);
        if (at >= 0) mark(fails[at], 1 << at, chosen[name], name);
      }
      const [first, last] = chosen.day ?? [0, DAYS - 1];
      sums.fill(0);
      for (let day = 0; day < DAYS; day += 1) {
        if (first <= day && day <= last) sumDay(columns, fails, starts[day], starts[day + 1], day, sums);
        else sumSeries(columns, fails, starts[day], starts[day + 1], day, sums);
      }
      for (let day = first; day <= last; day += 1) {
        for (let m = 0; m < WIDTH; m += 1) sums[m] += sums[AT.day + day * WIDTH + m];
      }
    },
    read(answer) {
      answer.set(sums);
    },
  };
  return engine;
}

function mark(fails, bit, chosen, name) {
  fails.fill(chosen ? bit : 0);
  if (!chosen) return;
  for (const member of chosen) {
    const [first, last] = name === "leaf" ? leavesOf(member) : [member, member];
    fails.fill(0, first, last + 1);
  }
}

function sumDay(columns, [failsLeaf, failsChannel, failsCampaign, failsDevice, failsRegion], start, end, day, sums) {
  const { leaf, channel, campaign, device, region, impressions, clicks, cost, leads, sales, revenue } = columns;
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0;
  for (let row = start; row < end; row += 1) {
    const failed = failsLeaf[leaf[row]] | failsChannel[channel[row]] | failsCampaign[campaign[row]] |
      failsDevice[device[row]] | failsRegion[region[row]];
    if ((failed & (failed - 1)) !== 0) continue;
    const v0 = impressions[row];
    const v1 = clicks[row];
    const v2 = cost[row];
    const v3 = leads[row];
    const v4 = sales[row];
    const v5 = revenue[row];
    if (failed === 0) {
      add(sums, AT.leaf + leaf[row] * 6, v0, v1, v2, v3, v4, v5);
      add(sums, AT.channel + channel[row] * 6, v0, v1, v2, v3, v4, v5);
      add(sums, AT.campaign + campaign[row] * 6, v0, v1, v2, v3, v4, v5);
      add(sums, AT.device + device[row] * 6, v0, v1, v2, v3, v4, v5);
      add(sums, AT.region + region[row] * 6, v0, v1, v2, v3, v4, v5);
      s0 += v0; s1 += v1; s2 += v2; s3 += v3; s4 += v4; s5 += v5;
    } else if (failed === 1) add(sums, AT.leaf + leaf[row] * 6, v0, v1, v2, v3, v4, v5);
    else if (failed === 2) add(sums, AT.channel + channel[row] * 6, v0, v1, v2, v3, v4, v5);
    else if (failed === 4) add(sums, AT.campaign + campaign[row] * 6, v0, v1, v2, v3, v4, v5);
    else if (failed === 8) add(sums, AT.device + device[row] * 6, v0, v1, v2, v3, v4, v5);
    else add(sums, AT.region + region[row] * 6, v0, v1, v2, v3, v4, v5);
  }
  add(sums, AT.day + day * 6, s0, s1, s2, s3, s4, s5);
}

function sumSeries(columns, [failsLeaf, failsChannel, failsCampaign, failsDevice, failsRegion], start, end, day, sums) {
  const { leaf, channel, campaign, device, region, impressions, clicks, cost, leads, sales, revenue } = columns;
  let s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0;
  for (let row = start; row < end; row += 1) {
    const failed = failsLeaf[leaf[row]] | failsChannel[channel[row]] | failsCampaign[campaign[row]] |
      failsDevice[device[row]] | failsRegion[region[row]];
    if (failed !== 0) continue;
    s0 += impressions[row]; s1 += clicks[row]; s2 += cost[row]; s3 += leads[row]; s4 += sales[row]; s5 += revenue[row];
  }
  add(sums, AT.day + day * 6, s0, s1, s2, s3, s4, s5);
}

function add(sums, at, v0, v1, v2, v3, v4, v5) {
  sums[at] += v0;
  sums[at + 1] += v1;
  sums[at + 2] += v2;
  sums[at + 3] += v3;
  sums[at + 4] += v4;
  sums[at + 5] += v5;
}
