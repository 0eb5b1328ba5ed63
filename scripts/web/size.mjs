// The budgets of the first load: a table, and a failure when one is exceeded. Usage: node size.mjs FOLDER (built and compressed)
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { FIRST, SHARED, isRoom } from "./pieces.mjs";

const folder = process.argv[2];
const files = readdirSync(folder, { recursive: true }).map(String).filter((name) => !/\.(br|gz)$/.test(name));

const piece = (name) => /^client-[0-9a-f]+-(\w+)\.wasm$/.exec(name)?.[1];
const pieces = files.map(piece).filter((name) => name !== undefined);
// The same client built in another folder may weigh a little more: names of files are in it.
const ELSEWHERE = 2;
const budgets = [
  // What a room needs: the common piece, its own, and what it shares with others.
  ...pieces.filter(isRoom).map((room) => ({
    what: `wasm, ${room}`, limit: 450 + ELSEWHERE, holds: (name) => name.endsWith("_bg.wasm") || [room, ...(room === FIRST ? [] : [SHARED])].includes(piece(name)),
  })),
  // The same with everything that can be opened in it.
  ...pieces.filter(isRoom).map((room) => ({
    what: `wasm, all of ${room}`, limit: 700,
    holds: (name) => name.endsWith("_bg.wasm") || [room, SHARED].includes(piece(name)) || piece(name)?.startsWith(`${room}_`),
  })),
  // What is opened in it now and then.
  ...pieces.filter((name) => !isRoom(name) && name !== SHARED).map((part) => ({ what: `wasm, ${part}`, limit: 80, holds: (name) => piece(name) === part })),
  { what: "ECharts", limit: 145, holds: (name) => /echarts-[^/]*\.js$/.test(name) && !name.endsWith("-more.js") },
  { what: "ECharts, on demand", limit: 25, holds: (name) => /echarts-[^/]*-more\.js$/.test(name) },
  { what: "all CSS", limit: 25, holds: (name) => name.endsWith(".css") },
  { what: "fonts", limit: 120, holds: (name) => name.endsWith(".woff2") },
];

// As it travels: the brotli twin where there is one.
function weight(name) {
  const twin = statSync(join(folder, `${name}.br`), { throwIfNoEntry: false });
  return (twin ?? statSync(join(folder, name))).size / 1024;
}

console.log("budget                KB    limit   used");
let exceeded = 0;
for (const { what, limit, holds } of budgets) {
  const size = files.filter(holds).reduce((sum, name) => sum + weight(name), 0);
  const used = Math.round((size / limit) * 100);
  if (size > limit) exceeded += 1;
  console.log(`${what.padEnd(19)} ${size.toFixed(1).padStart(6)} ${String(limit).padStart(7)} ${`${used} %`.padStart(7)}${size > limit ? "  over budget" : ""}`);
}
process.exit(exceeded > 0 ? 1 : 0);
