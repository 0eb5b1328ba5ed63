// The budgets of the first load: a table, and a failure when one is exceeded. Usage: node size.mjs FOLDER (built and compressed)
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const budgets = [
  // It grew with the rooms; the aim is 450, and what weighs most is the code of views (ARCHITECTURE.md, "Size").
  { what: "wasm", limit: 530, holds: (name) => name.endsWith(".wasm") },
  { what: "ECharts bundle", limit: 180, holds: (name) => /echarts-[^/]*\.js$/.test(name) },
  { what: "all CSS", limit: 25, holds: (name) => name.endsWith(".css") },
  { what: "fonts", limit: 120, holds: (name) => name.endsWith(".woff2") },
];

const files = readdirSync(folder, { recursive: true }).map(String).filter((name) => !/\.(br|gz)$/.test(name));

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
