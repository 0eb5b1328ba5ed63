// Cuts the client into pieces, where app/src/shell/piece.rs says: one that every page needs, and one for each room, which the browser
// fetches when that room is opened. Trunk calls it after each build with the finished page in TRUNK_STAGING_DIR.
//
// wasm-split-cli (crate wasm_split_cli_support) divides what the compiler made, before wasm-bindgen has seen it. What several rooms share
// would become files of their own; they are merged into the common piece, because a request costs more than their few kilobytes.
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const staging = process.env.TRUNK_STAGING_DIR;
const release = process.env.TRUNK_PROFILE === "release";
const profile = release ? "wasm-release" : "debug";
const compiled = join(process.env.CARGO_TARGET_DIR ?? "target", "wasm32-unknown-unknown", profile, "client.wasm");
const work = mkdtempSync(join(tmpdir(), "kabinet-split-"));
const at = (name) => join(work, name);
const run = (tool, ...args) => execFileSync(tool, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

try {
  run("wasm-split-cli", compiled, work, "--out-name", "client");
  run("wasm-bindgen", "--target=web", "--no-typescript", "--keep-lld-exports", ...(release ? [] : ["--debug"]), `--out-dir=${work}`, "--out-name=client", at("client.wasm"));
  const features = run("wasm-opt", at("client_bg.wasm"), "--print-features").split(/\s+/).filter((word) => word.startsWith("--enable-"));
  const rooms = merge(features);
  if (release) for (const name of ["client_bg", ...rooms.map(file)]) optimise(name, features);
  const hash = publish(rooms);
  rewritePage(hash, rooms);
} finally {
  rmSync(work, { recursive: true });
}

function file(room) {
  return `split_${room}`;
}

// Puts what rooms share into the common piece, tells the loader so, and answers the names of the rooms.
function merge(features) {
  const shared = readdirSync(work).filter((name) => /^chunk_\d+\.wasm$/.test(name));
  const chunks = shared.flatMap((name) => [at(name), name.replace(".wasm", "")]);
  run("wasm-merge", ...features, at("client_bg.wasm"), "__wasm_split", ...chunks, "-o", at("merged.wasm"));
  renameSync(at("merged.wasm"), at("client_bg.wasm"));

  const loader = readFileSync(at("__wasm_split.js"), "utf8");
  const without = loader
    .replace(/\/\*[^*]*\*\/\nconst __chunk_\d+ = makeLoad\(.*?\n, \[\]\);\n/gs, "")
    .replace(/\[__chunk_[^\]]*\]/g, "[]");
  if (without.includes("chunk_")) throw new Error("The loader that wasm-split-cli writes looks different; see merge() in split.mjs");
  writeFileSync(at("__wasm_split.js"), without);
  return [...without.matchAll(/__wasm_split_load_(\w+) =/g)].map(([, room]) => room);
}

function optimise(name, features) {
  run("wasm-opt", process.env.WASM_OPT, ...features, at(`${name}.wasm`), "-o", at(`${name}.wasm`));
}

// Joins the two scripts, which import each other, and copies everything to the page under names that hold a hash.
function publish(rooms) {
  const hash = createHash("sha256").update(readFileSync(at("client_bg.wasm")));
  for (const room of rooms) hash.update(readFileSync(at(`${file(room)}.wasm`)));
  const name = `client-${hash.digest("hex").slice(0, 16)}`;

  const script = at("client.js");
  run("esbuild", script, "--bundle", "--format=esm", "--log-level=error", ...(release ? ["--minify"] : []), `--outfile=${script}`, "--allow-overwrite");
  const named = rooms.reduce((text, room) => text.replace(`${file(room)}.wasm`, `${name}-${room}.wasm`), readFileSync(script, "utf8"));

  for (const old of readdirSync(staging).filter((old) => /^client-.*\.(js|wasm)$/.test(old))) rmSync(join(staging, old));
  writeFileSync(join(staging, `${name}.js`), named);
  copyFileSync(at("client_bg.wasm"), join(staging, `${name}_bg.wasm`));
  for (const room of rooms) copyFileSync(at(`${file(room)}.wasm`), join(staging, `${name}-${room}.wasm`));
  return name;
}

// The page asks for the piece of its room together with the common one, by its address: /p/SLUG/ROOM.
function rewritePage(name, rooms) {
  const path = join(staging, "index.html");
  const early = `<script>
    // The piece of this page is fetched together with the common one, instead of after it.
    (function () {
      var room = /^\\/p\\/[^/]+\\/(${rooms.join("|")})$/.exec(location.pathname);
      if (!room) return;
      var link = document.createElement("link");
      Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: "/${name}-" + room[1] + ".wasm" });
      document.head.append(link);
    })();
  </script>`;
  const page = readFileSync(path, "utf8")
    .replace(/client-[0-9a-f]+(_bg\.wasm|\.js)/g, `${name}$1`)
    .replace(/(href="\/client-[^>]*?) integrity="[^"]*"/g, "$1")
    .replace("</head>", `${early}\n</head>`);
  writeFileSync(path, page);
}
