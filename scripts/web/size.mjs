// The budgets of the first load: a table, and a failure when one is exceeded. Usage: node size.mjs FOLDER (built and compressed)
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const files = readdirSync(folder, { recursive: true }).map(String).filter((name) => !/\.(br|gz)$/.test(name));

const wasm = (name) => name.endsWith(".wasm");
const rooms = () => files.flatMap((name) => /^client-[0-9a-f]+-(\w+)\.wasm$/.exec(name)?.[1] ?? []);
const budgets = [
  // What a room needs: the common piece and its own.
  ...rooms().map((room) => ({
    what: `wasm, ${room}`, limit: 450, holds: (name) => wasm(name) && (name.endsWith("_bg.wasm") || name.endsWith(`-${room}.wasm`)),
  })),
  { what: "wasm, all rooms", limit: 700, holds: wasm },
  { what: "ECharts bundle", limit: 180, holds: (name) => /echarts-[^/]*\.js$/.test(name) },
  { what: "all CSS", limit: 25, holds: (name) => name.endsWith(".css") },
  { what: "fonts", limit: 120, holds: (name) => name.endsWith(".woff2") },
];


// As it travels: the brotli twin where there is one.
function weight(name) {
  const twin = statSync(join(folder, `${name}.br`), { throwIfNoEntry: false });
  return (twin ?? statSync(join(folder, name))).size / 1024;
}

console.log("budget            KB    limit   used");
let exceeded = 0;
for (const { what, limit, holds } of budgets) {
  const size = files.filter(holds).reduce((sum, name) => sum + weight(name), 0);
  const used = Math.round((size / limit) * 100);
  if (size > limit) exceeded += 1;
  console.log(`${what.padEnd(15)} ${size.toFixed(1).padStart(6)} ${String(limit).padStart(7)} ${`${used} %`.padStart(7)}${size > limit ? "  over budget" : ""}`);
}
process.exit(exceeded > 0 ? 1 : 0);
