// Writes a brotli and a gzip twin beside every text and wasm file of a folder. Twins are remembered by content, so that an unchanged
// file costs one hash. Usage: node compress.mjs FOLDER CACHE
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const [folder, cache] = process.argv.slice(2);
const worthIt = new Set([".js", ".wasm", ".css", ".html", ".svg", ".json", ".webmanifest", ".txt"]);

const twins = {
  br: (bytes) => promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }),
  gz: (bytes) => promisify(gzip)(bytes, { level: 9 }),
};

async function compress(file) {
  const bytes = await readFile(file);
  const name = createHash("sha256").update(bytes).digest("hex");
  await Promise.all(Object.entries(twins).map(async ([kind, pack]) => {
    const kept = join(cache, `${name}.${kind}`);
    try {
      await copyFile(kept, `${file}.${kind}`);
    } catch {
      // Written aside and renamed: two builds at once never see half a file.
      const aside = `${kept}.${process.pid}`;
      await writeFile(aside, await pack(bytes));
      await rename(aside, kept);
      await copyFile(kept, `${file}.${kind}`);
    }
  }));
}

await mkdir(cache, { recursive: true });
const entries = await readdir(folder, { recursive: true, withFileTypes: true });
const files = entries
  .filter((entry) => entry.isFile() && worthIt.has(extname(entry.name)))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
await Promise.all(files.map(compress));
