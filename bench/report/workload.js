// The workload that every engine gets: the shape of the table, and 44 clicks of a reader. The rows are made by facts.js.
//
// Nothing here knows an engine. An answer has one order for all of them: the total, then every member of every dimension, then
// every day, six sums each.

export const DAYS = 730;

// Categories are a tree: 2,000 leaves in 200 categories in 20 groups. Leaves come first and stand in the order of the tree, so the
// leaves of a node are a range: engines that like ranges get one. Then the categories, then the groups.
export const LEAVES = 2000;
export const CATEGORIES = 200;
export const GROUPS = 20;
export const NODES = LEAVES + CATEGORIES + GROUPS;

export const MEASURES = ["impressions", "clicks", "cost", "leads", "sales", "revenue"];

// `members` is what facts are counted by, `nodes` what the page shows.
export const DIMENSIONS = [
  { name: "leaf", members: LEAVES, nodes: NODES },
  { name: "channel", members: 8, nodes: 8 },
  { name: "campaign", members: 500, nodes: 500 },
  { name: "device", members: 4, nodes: 4 },
  { name: "region", members: 80, nodes: 80 },
];

// The columns of the table, the widest first so that each starts where its numbers may start: 33 bytes a row.
export const COLUMNS = [
  ...MEASURES.map((name) => ({ name, array: Int32Array })),
  { name: "day", array: Uint16Array },
  { name: "leaf", array: Uint16Array },
  { name: "campaign", array: Uint16Array },
  { name: "channel", array: Uint8Array },
  { name: "device", array: Uint8Array },
  { name: "region", array: Uint8Array },
];

/** The columns in a stretch of bytes, without copying. */
export function columnsOf(bytes, rows) {
  let at = 0;
  return Object.fromEntries(COLUMNS.map(({ name, array }) => {
    const column = new array(bytes, at, rows);
    at += column.byteLength;
    return [name, column];
  }));
}

/** How many bytes the columns of a table take. */
export function bytesOf(rows) {
  return COLUMNS.reduce((sum, { array }) => sum + array.BYTES_PER_ELEMENT * rows, 0);
}

/** The parent of every node of the tree; a root has none (`NODES`). */
export function parents() {
  return Uint32Array.from({ length: NODES }, (_, node) => {
    if (node < LEAVES) return LEAVES + Math.floor(node / (LEAVES / CATEGORIES));
    if (node < LEAVES + CATEGORIES) return LEAVES + CATEGORIES + Math.floor((node - LEAVES) / (CATEGORIES / GROUPS));
    return NODES;
  });
}

/** The first and the last leaf of a node. */
export function leavesOf(node) {
  const perCategory = LEAVES / CATEGORIES;
  const perGroup = LEAVES / GROUPS;
  if (node < LEAVES) return [node, node];
  if (node < LEAVES + CATEGORIES) return [(node - LEAVES) * perCategory, (node - LEAVES + 1) * perCategory - 1];
  return [(node - LEAVES - CATEGORIES) * perGroup, (node - LEAVES - CATEGORIES + 1) * perGroup - 1];
}

// ---- the answer ----

/** Where each table starts in an answer, counted in sums. */
export const AT = (() => {
  let at = 0;
  const starts = {};
  for (const [name, cells] of [["total", 1], ...DIMENSIONS.map(({ name, nodes }) => [name, nodes]), ["day", DAYS]]) {
    starts[name] = at;
    at += cells * MEASURES.length;
  }
  return { ...starts, end: at };
})();

/** Adds leaves up to categories and groups, for engines that sum by leaf. */
export function rollUp(answer) {
  const width = MEASURES.length;
  answer.fill(0, AT.leaf + LEAVES * width, AT.leaf + NODES * width);
  parents().forEach((parent, node) => {
    if (parent === NODES) return;
    for (let m = 0; m < width; m += 1) answer[AT.leaf + parent * width + m] += answer[AT.leaf + node * width + m];
  });
}

/** Says in words what stands at a place of an answer. */
export function placeOf(at) {
  const tables = ["total", ...DIMENSIONS.map(({ name }) => name), "day"];
  const table = tables.findLast((name) => AT[name] <= at);
  const offset = at - AT[table];
  return `${table} ${Math.floor(offset / MEASURES.length)}, ${MEASURES[offset % MEASURES.length]}`;
}

// ---- the clicks ----

const group = (at) => LEAVES + CATEGORIES + at;
const category = (at) => LEAVES + at;

// What each click says, and which filter it sets to what. A filter is a list of members, for `day` the first and the last of a
// range; `null` clears it. Campaigns belong to the channels chosen before (facts.js), so that something is left.
const CLICKS = [
  ["group", { leaf: [group(4)] }],
  ["category", { leaf: [category(43)] }],
  ["product", { leaf: [437] }],
  ["back to the category", { leaf: [category(43)] }],
  ["back to the group", { leaf: [group(4)] }],
  ["channel 1", { channel: [1] }],
  ["and channel 3", { channel: [1, 3] }],
  ["and channel 5", { channel: [1, 3, 5] }],
  ["date range", { day: [300, 389] }],
  ["brush, right end out", { day: [300, 404] }],
  ["brush, left end out", { day: [280, 404] }],
  ["brush, moved on", { day: [295, 419] }],
  ["brush, moved far", { day: [400, 524] }],
  ["brush, made small", { day: [440, 470] }],
  ["brush, made large", { day: [330, 570] }],
  ["region", { region: [12] }],
  ["and a region", { region: [12, 30] }],
  ["and one more region", { region: [12, 30, 41] }],
  ["device", { device: [1] }],
  ["and a device", { device: [1, 2] }],
  ["campaign", { campaign: [17] }],
  ["and a campaign", { campaign: [17, 123] }],
  ["and one more campaign", { campaign: [17, 123, 253] }],
  ["category, all else chosen", { leaf: [category(45)] }],
  ["back to the group", { leaf: [group(4)] }],
  ["clear campaigns", { campaign: null }],
  ["clear devices", { device: null }],
  ["clear regions", { region: null }],
  ["clear days", { day: null }],
  ["clear channels", { channel: null }],
  ["clear category", { leaf: null }],
  ...Array.from({ length: 8 }, (_, quarter) => [
    `quarter ${quarter + 1}`,
    { day: [Math.round((quarter * DAYS) / 8), Math.round(((quarter + 1) * DAYS) / 8) - 1] },
  ]),
  ["channel in the quarter", { channel: [2] }],
  ["device in the quarter", { device: [0] }],
  ["group in the quarter", { leaf: [group(11)] }],
  ["region in the quarter", { region: [5] }],
  ["clear all", { leaf: null, channel: null, campaign: null, device: null, region: null, day: null }],
];

/** The clicks in order: what changes, and everything chosen afterwards. */
export const SCRIPT = (() => {
  let chosen = { leaf: null, channel: null, campaign: null, device: null, region: null, day: null };
  return CLICKS.map(([label, change]) => {
    const changed = Object.keys(change).filter((name) => chosen[name] !== null || change[name] !== null);
    chosen = { ...chosen, ...change };
    return { label, changed, chosen };
  });
})();

/** Nothing chosen: what a page shows first. */
export const NOTHING = { label: "nothing chosen", changed: [], chosen: { ...SCRIPT.at(-1).chosen } };
