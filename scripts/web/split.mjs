// Cuts the client into pieces, where `#[wasm_split(NAME, …)]` stands: one that every page needs, one for each room (NAME is the room's), which
// the browser fetches when that room is opened, and in a room one for whatever is opened now and then: NAME is then the room's, an underscore
// and a word, such as `report_days`. Trunk calls this after each build with the finished page in TRUNK_STAGING_DIR.
//
// wasm-split-cli (crate wasm_split_cli_support) divides what the compiler made, before wasm-bindgen has seen it. What several pieces share
// would become files of their own; they are merged into the piece that all of these come after, because a request costs more than a few
// kilobytes: what a room shares with a part of it goes to the room, what several rooms share to the common piece, or to one beside them when the
// report does not use it. scripts/web/pieces.mjs has the rule.
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OUTSIDE, hub } from "./hub.mjs";
import { SHARED, home, isRoom, pieceBefore } from "./pieces.mjs";

const staging = process.env.TRUNK_STAGING_DIR;
const release = process.env.TRUNK_PROFILE === "release";
const profile = release ? "wasm-release" : "debug";
const compiled = join(process.env.CARGO_TARGET_DIR ?? "target", "wasm32-unknown-unknown", profile, "client.wasm");
const work = mkdtempSync(join(tmpdir(), "kabinet-split-"));
const at = (name) => join(work, name);
const run = (tool, ...args) => execFileSync(tool, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 });

try {
  run("wasm-split-cli", compiled, work, "--out-name", "client");
  run("wasm-bindgen", "--target=web", "--no-typescript", "--keep-lld-exports", ...(release ? [] : ["--debug"]), `--out-dir=${work}`, "--out-name=client", at("client.wasm"));
  const features = run("wasm-opt", at("client_bg.wasm"), "--print-features").split(/\s+/).filter((word) => word.startsWith("--enable-"));
  const { pieces, sharing } = merge(features);
  if (release) for (const name of ["client_bg", ...pieces.map(file)]) optimise(name, features);
  const hash = publish(pieces);
  rewritePage(hash, pieces.filter(isRoom), sharing);
} finally {
  rmSync(work, { recursive: true });
}

function file(piece) {
  return `split_${piece}`;
}

// Puts what pieces share where it belongs, tells the loader so, and answers the names of the pieces that there are files of.
function merge(features) {
  const loader = readFileSync(at("__wasm_split.js"), "utf8");
  const names = [...loader.matchAll(/__wasm_split_load_(\w+) =/g)].map(([, name]) => name);
  const homes = new Map();
  const sharing = new Set();
  for (const [, users, chunk] of loader.matchAll(/\/\* ([\w, ]+) \*\/\nconst __chunk_\d+ = .*?"\.\/(chunk_\d+)\.wasm"/gs)) {
    const place = home(users.split(", "), names);
    homes.set(place, [...(homes.get(place) ?? []), chunk]);
    if (place === SHARED) for (const user of users.split(", ")) sharing.add(user);
  }
  const found = readdirSync(work).filter((name) => /^chunk_\d+\.wasm$/.test(name)).length;
  if (names.length === 0 || [...homes.values()].flat().length !== found) unknown();
  const gathered = new Set();
  for (const [place, chunks] of homes) {
    const into = place === null ? "client_bg" : file(place);
    const parts = [into, ...chunks].filter((name) => existsSync(at(`${name}.wasm`)));
    // Whatever a piece needs of the common one it takes from the module of this name.
    const named = parts.flatMap((name) => [at(`${name}.wasm`), name === "client_bg" ? "__wasm_split" : name]);
    if (place !== null) {
      writeFileSync(at("hub.wat"), hub(parts.map((name) => at(`${name}.wasm`))));
      run("wasm-as", ...features, at("hub.wat"), "-o", at("hub.wasm"));
      named.unshift(at("hub.wasm"), "__wasm_split");
      gathered.add(place);
    }
    run("wasm-merge", ...features, ...named, "-o", at("merged.wasm"));
    renameSync(at("merged.wasm"), at(`${into}.wasm`));
  }
  writeFileSync(at("__wasm_split.js"), withLoaders(loader, names, { gathered, sharing }));
  const pieces = [SHARED, ...names].filter((name) => existsSync(at(`${file(name)}.wasm`)));
  return { pieces, sharing };
}

// The loader without chunks: each piece is fetched by itself, at the same time as the one that it comes after. Gathered pieces have a hub.
function withLoaders(loader, names, { gathered, sharing }) {
  const begin = loader.search(/\/\* [\w, ]+ \*\/\nconst __chunk_|export const __wasm_split_load_/);
  const head = loader.slice(0, begin);
  if (!head.includes("function makeLoad(fetcher, deps)") || !head.includes("function wrapAsyncCb(callee)")) unknown();
  const wrap = head.includes("function debugWrap") ? "debugWrap" : "";
  const fetcher = (name) => existsSync(at(`${file(name)}.wasm`))
    ? `() => {
    const source = fetch(new URL("./${file(name)}.wasm", import.meta.url));
    source.catch(() => {});
    return async (imports) => ${wrap}(WebAssembly.instantiateStreaming(source, ${gathered.has(name) ? `{ ${OUTSIDE}: imports.__wasm_split }` : "imports"}));
}`
    : "() => async () => ({})";
  const piece = (name) => {
    const before = [pieceBefore(name, names), sharing.has(name) ? SHARED : null].filter((other) => other !== null);
    return `const __piece_${name} = makeLoad(${fetcher(name)}, [${before.map((other) => `() => __piece_${other}()`).join(", ")}]);\n`;
  };
  const load = (name) => `${piece(name)}export const __wasm_split_load_${name} = wrapAsyncCb(__piece_${name});\n`;
  return head + piece(SHARED) + names.map(load).join("");
}

function unknown() {
  throw new Error("What wasm-split-cli writes looks different; see merge() in split.mjs");
}

function optimise(name, features) {
  run("wasm-opt", process.env.WASM_OPT, ...features, at(`${name}.wasm`), "-o", at(`${name}.wasm`));
}

// Joins the two scripts, which import each other, and copies everything to the page under names that hold a hash.
function publish(pieces) {
  const hash = createHash("sha256").update(readFileSync(at("client_bg.wasm")));
  for (const piece of pieces) hash.update(readFileSync(at(`${file(piece)}.wasm`)));
  const name = `client-${hash.digest("hex").slice(0, 16)}`;

  const script = at("client.js");
  run("esbuild", script, "--bundle", "--format=esm", "--log-level=error", ...(release ? ["--minify"] : []), `--outfile=${script}`, "--allow-overwrite");
  const named = pieces.reduce((text, piece) => text.replace(`${file(piece)}.wasm`, `${name}-${piece}.wasm`), readFileSync(script, "utf8"));

  for (const old of readdirSync(staging).filter((old) => /^client-.*\.(js|wasm)$/.test(old))) rmSync(join(staging, old));
  writeFileSync(join(staging, `${name}.js`), named);
  copyFileSync(at("client_bg.wasm"), join(staging, `${name}_bg.wasm`));
  for (const piece of pieces) copyFileSync(at(`${file(piece)}.wasm`), join(staging, `${name}-${piece}.wasm`));
  return name;
}

// The page asks for the piece of its room together with the common one, by its address: /p/SLUG/ROOM; before the login it is the entrance.
function rewritePage(name, rooms, sharing) {
  const path = join(staging, "index.html");
  const needed = Object.fromEntries(rooms.map((room) => [room, sharing.has(room) ? [room, SHARED] : [room]]));
  const early = `<script>
    // The piece of this page is fetched together with the common one, instead of after it.
    (function () {
      var needed = ${JSON.stringify(needed)};
      var room = /^\\/p\\/[^/]+\\/(\\w+)$/.exec(location.pathname);
      var entrance = /^\\/(login|set-up)$/.test(location.pathname);
      (needed[room ? room[1] : entrance ? "entrance" : ""] || []).forEach(function (piece) {
        var link = document.createElement("link");
        Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: "/${name}-" + piece + ".wasm" });
        document.head.append(link);
      });
    })();
  </script>`;
  const page = readFileSync(path, "utf8")
    .replace(/client-[0-9a-f]+(_bg\.wasm|\.js)/g, `${name}$1`)
    .replace(/(href="\/client-[^>]*?) integrity="[^"]*"/g, "$1")
    .replace("</head>", () => `${early}\n</head>`);
  writeFileSync(path, page);
}
