// What scripts/trial-large-file measures: files of two kinds, each read in over the command line and over HTTP. A plain one is an export
// as it comes; in the other one every row stands twice, which is the most that a reader has to remember.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, peak, serve } from './kabinet.mjs';

const most = { megabytes: 150, times: 3 };
const megabytes = Number(process.argv[2]);
const kabinet = process.env.KABINET_BIN;
const folder = mkdtempSync(join(tmpdir(), 'kabinet-large-'));
const password = 'correct horse battery';
const found = [];
let wrong = 0;

const kinds = {
  plain: function* () {
    yield 'Дата;Кампания;Группа;Условие показа;Показы;Клики;Расход;Лиды\n';
    for (let row = 0; ; row++) {
      const phrase = Math.floor(row / 600);
      const cost = `${row % 997},${String(row % 100).padStart(2, '0')}`;
      yield `${day(row % 600)};Камины ${phrase % 40};Группа ${phrase % 400};купить камин ${phrase};${row % 9999};${row % 99};${cost};${row % 3}\n`;
    }
  },
  // The rows are short, so that there are many of them, and the second half says the same as the first.
  twice: function* (half) {
    yield 'Дата;Условие показа;Клики\n';
    for (;;) {
      for (let row = 0, bytes = 0; bytes < half; row++) {
        const line = `01.11.26;${row.toString(36)};1\n`;
        bytes += line.length;
        yield line;
      }
    }
  },
};

function day(number) {
  const date = new Date(Date.UTC(2025, 0, 1 + number));
  const two = (part) => String(part).padStart(2, '0');
  return `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${date.getUTCFullYear()}`;
}

async function write(path, kind) {
  const bytes = megabytes * 1e6;
  const out = createWriteStream(path);
  let written = 0;
  let piece = '';
  for (const line of kinds[kind](bytes / 2)) {
    piece += line;
    if (piece.length < 1 << 16) continue;
    written += Buffer.byteLength(piece);
    if (!out.write(piece)) await once(out, 'drain');
    piece = '';
    if (written >= bytes) break;
  }
  out.end();
  await once(out, 'close');
}

/** Runs a command to its end: what it said, how long it took, and the most memory it held. */
async function run(name, args, input = '') {
  const begun = performance.now();
  const child = spawn(kabinet, args, { env: environment(join(folder, name)), stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(input);
  let said = '';
  child.stdout.on('data', (part) => (said += part));
  let memory = 0;
  const look = () => {
    try {
      memory = Math.max(memory, peak(child.pid));
    } catch {
      // It has ended between two looks.
    }
  };
  const timer = setInterval(look, 20);
  const [code] = await once(child, 'close');
  clearInterval(timer);
  if (code !== 0) throw new Error(`kabinet ${args.join(' ')} ended with ${code}`);
  return { said, seconds: (performance.now() - begun) / 1000, memory };
}

async function newHouse(name) {
  await run(name, ['project', 'add', '--client', 'Kaminhaus', '--name', 'Ads', '--slug', 'ads', '--service', 'ppc', '--currency', 'RUB', '--start', '2025-01-01']);
  await run(name, ['user', 'add', '--email', 'admin@example.org', '--name', 'Admin', '--role', 'admin'], password);
}

function note(kind, way, seconds, memory, limit = Infinity) {
  const bad = memory > most.megabytes || seconds > limit;
  wrong += bad ? 1 : 0;
  found.push([kind, way, `${seconds.toFixed(1)} s`, `${memory} MB`, bad ? 'too much' : 'ok']);
  console.log(found.at(-1).map((cell, at) => cell.padEnd([8, 26, 10, 8, 8][at])).join('  '));
}

async function overCommandLine(kind, file) {
  const name = `${kind}-command`;
  await newHouse(name);
  let limit = Infinity;
  for (const way of ['command line, first', 'command line, again']) {
    const { said, seconds, memory } = await run(name, ['import', 'facts', '--project', 'ads', '--json', file]);
    const { inserted, changed, unchanged } = JSON.parse(said);
    if (changed > 0 || (limit === Infinity ? unchanged : inserted) > 0) throw new Error(`${way}: ${said}`);
    note(kind, way, seconds, memory, limit);
    limit = 5 + most.times * seconds;
  }
  rmSync(join(folder, name), { recursive: true });
}

async function overHttp(kind, file) {
  const name = `${kind}-http`;
  await newHouse(name);
  const server = await serve(kabinet, join(folder, name));
  const { origin } = server;
  let cookie = '';
  const send = (path, headers, body) =>
    new Promise((resolve, reject) => {
      const request = http.request(origin + path, { method: 'POST', headers: { origin, cookie, ...headers } }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString();
          if (answer.statusCode !== 200) return reject(new Error(`${path}: ${answer.statusCode} ${text}`));
          resolve({ headers: answer.headers, json: JSON.parse(text) });
        });
      });
      request.on('error', reject);
      if (typeof body === 'string') request.end(body);
      else body.pipe(request);
    });
  const call = (name, values) => send(`/api/${name}`, { 'content-type': 'application/json' }, JSON.stringify(values));
  const timed = async (way, work) => {
    const begun = performance.now();
    const { json } = await work();
    note(kind, way, (performance.now() - begun) / 1000, peak(server.process.pid));
    return json;
  };
  try {
    const { headers } = await call('log_in', { email: 'admin@example.org', password });
    cookie = headers['set-cookie'][0].split(';')[0];
    const project = (await call('open_home', {})).json.projects[0].id;
    const length = { 'content-length': statSync(file).size };
    const upload = await timed('HTTP, upload', () => send(`/api/upload/${project}?name=large.csv`, length, createReadStream(file)));
    const preview = await timed('HTTP, preview', () => call('preview_file', { project, upload, plan: {} }));
    if (preview.refused > 0) throw new Error(`${preview.refused} rows were refused`);
    const done = await timed('HTTP, import', () => call('import_file', { project, upload, plan: {}, good_rows_only: false }));
    if (done.Done?.inserted !== preview.good) throw new Error(JSON.stringify(done));
  } finally {
    await server.stop();
    rmSync(join(folder, name), { recursive: true });
  }
}

try {
  console.log(`Files of ${megabytes} MB; at most ${most.megabytes} MB of memory, and ${most.times} times as long for the same file again.`);
  for (const kind of Object.keys(kinds)) {
    const file = join(folder, `${kind}.csv`);
    await write(file, kind);
    await overCommandLine(kind, file);
    await overHttp(kind, file);
    rmSync(file);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = wrong > 0 ? 1 : 0;
