// Pieces of the client take memory, table and globals from the common one. Merged into one file each would bring imports of its own, and a
// module has one memory only: a hub imports each thing once and hands it on.
import { readFileSync } from "node:fs";

/** Where the hub itself takes everything from. */
export const OUTSIDE = "__wasm_split_outside";

const TYPES = { 0x7f: "i32", 0x7e: "i64", 0x7d: "f32", 0x7c: "f64", 0x70: "funcref", 0x6f: "externref" };

/** The hub of some modules, as text. */
export function hub(files) {
  const things = new Map();
  for (const { module, name, kind, type } of files.flatMap(importsOf)) {
    if (module !== "__wasm_split" || kind === "func") throw new Error(`A piece imports the ${kind} ${module}.${name}; see hub.mjs`);
    things.set(name, { kind, type });
  }
  const lines = [...things].map(([name, { kind, type }]) => `(${kind} (export "${name}") (import "${OUTSIDE}" "${name}") ${type})`);
  return `(module ${lines.join("\n")})`;
}

// The import section of a module: https://webassembly.github.io/spec/core/binary/modules.html#import-section
function importsOf(file) {
  const bytes = readFileSync(file);
  let at = 8;
  const number = () => {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  };
  const text = () => {
    const length = number();
    at += length;
    return bytes.toString("utf8", at - length, at);
  };
  const type = () => TYPES[bytes[at++]] ?? fail();
  const fail = () => {
    throw new Error(`${file} imports what hub.mjs does not know`);
  };
  const limits = () => {
    const flags = number();
    if (flags > 1) fail();
    return flags === 1 ? `${number()} ${number()}` : `${number()}`;
  };
  const described = [
    () => ({ kind: "func", type: number() }),
    () => {
      const of = type();
      return { kind: "table", type: `${limits()} ${of}` };
    },
    () => ({ kind: "memory", type: limits() }),
    () => {
      const of = type();
      return { kind: "global", type: bytes[at++] === 1 ? `(mut ${of})` : of };
    },
  ];
  while (at < bytes.length) {
    const section = bytes[at++];
    const end = number() + at;
    if (section === 2) return Array.from({ length: number() }, () => ({ module: text(), name: text(), ...(described[bytes[at++]] ?? fail)() }));
    at = end;
  }
  return [];
}
