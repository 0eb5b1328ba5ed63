// What scripts/trial-small-memory measures: a server in a control group with little memory takes a file in while others go on working.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment, peak, serve } from './kabinet.mjs';

const [megabytes, limit] = process.argv.slice(2).map(Number);
const kabinet = process.env.KABINET_BIN;
const most = { wait: 500 };
const folder = mkdtempSync(join(tmpdir(), 'kabinet-small-'));
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A control group with a limit; `null` where none may be made. The file cache counts towards it, as in a container. */
function group() {
  const bytes = String(limit * 1024 * 1024);
  const kinds = [
    { root: '/sys/fs/cgroup/memory', limit: 'memory.limit_in_bytes', peak: 'memory.max_usage_in_bytes', kills: 'memory.oom_control' },
    { root: '/sys/fs/cgroup', limit: 'memory.max', peak: 'memory.peak', kills: 'memory.events' },
  ];
  for (const kind of kinds) {
    const path = join(kind.root, `kabinet-trial-${process.pid}`);
    try {
      mkdirSync(path);
      writeFileSync(join(path, kind.limit), bytes);
      return { ...kind, path };
    } catch {
      if (existsSync(path)) rmdirSync(path);
    }
  }
  return null;
}

/** An export as it comes. */
function file() {
  let text = 'Дата;Кампания;Группа;Условие показа;Показы;Клики;Расход;Лиды\n';
  const lines = [text];
  for (let row = 0, bytes = 0; bytes < megabytes * 1e6; row += 1) {
    const day = new Date(Date.UTC(2025, 0, 1 + (row % 600))).toISOString().slice(0, 10).split('-').reverse().join('.');
    const phrase = Math.floor(row / 600);
    text = `${day};Камины ${phrase % 40};Группа ${phrase % 400};купить камин ${phrase};${row % 9999};${row % 99};${row % 997},${String(row % 100).padStart(2, '0')};${row % 3}\n`;
    bytes += Buffer.byteLength(text);
    lines.push(text);
  }
  return Buffer.from(lines.join(''));
}

// The report of the project whose facts have just changed waits until its cut is made anew. That is told, but it has no bound here.
const own = 'report of the same project';
const done = [];
const waits = {};
const state = { stop: false };
let failed = 0;

async function send(path, { method = 'POST', headers = {}, body } = {}) {
  const answer = await fetch(origin + path, { method, headers: { origin, cookie, ...headers }, body });
  const bytes = await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${Buffer.from(bytes).toString().slice(0, 200)}`);
  return { headers: answer.headers, json: () => JSON.parse(Buffer.from(bytes).toString()) };
}
const call = async (name, values) => (await send(`/api/${name}`, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(values) })).json();

/** Somebody who opens pages one after the other until told to stop. */
async function work(project, other) {
  const pages = {
    home: () => call('open_home', {}),
    board: () => call('open_board', { project }),
    report: () => send(`/api/facts/${other}`, { method: 'GET' }),
    [own]: () => send(`/api/facts/${project}`, { method: 'GET' }),
    page: () => send('/', { method: 'GET' }),
    ready: () => send('/readyz', { method: 'GET' }),
  };
  while (!state.stop) {
    for (const [name, open] of Object.entries(pages)) {
      const begun = performance.now();
      try {
        await open();
      } catch (error) {
        // One fault is enough: when the server is gone, all that follow say the same.
        state.stop = true;
        failed += 1;
        console.error(`${name}: ${error.message}`);
        return;
      }
      (waits[name] ??= []).push(performance.now() - begun);
      await sleep(10);
    }
  }
}

const timed = async (what, work) => {
  const begun = performance.now();
  const result = await work();
  done.push(`${what} ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return result;
};

let origin = '';
let cookie = '';
const cage = group();
let server;
try {
  const demo = spawn(kabinet, ['demo'], { env: environment(folder), stdio: 'ignore' });
  if ((await once(demo, 'exit'))[0] !== 0) throw new Error('kabinet demo failed');
  // The shell enters the group and becomes the server, so that all of its memory is counted there.
  const enter = cage ? `echo $$ > ${join(cage.path, 'cgroup.procs')} && ` : '';
  server = await serve(kabinet, folder, (program, words, options) => spawn('/bin/sh', ['-c', `${enter}exec "$0" "$@"`, program, ...words], options));
  origin = server.origin;
  const { headers } = await send('/api/log_in', { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email: 'admin@demo.example', password: 'kabinet-demo' }) });
  cookie = headers.get('set-cookie').split(';')[0];
  const { projects } = await call('open_home', {});
  const [project, other] = ['kaminhaus-ppc', 'dentavia-ads'].map((slug) => projects.find((one) => one.slug === slug).id);
  const body = file();

  const others = Array.from({ length: 4 }, () => work(project, other));
  const upload = await timed('upload', async () => (await send(`/api/upload/${project}?name=ten.csv`, { body })).json());
  const preview = await timed('preview', () => call('preview_file', { project, upload, plan: {} }));
  const outcome = await timed('import', () => call('import_file', { project, upload, plan: {}, good_rows_only: false }));
  // The server makes the cut of the report anew now.
  await sleep(5_000);
  state.stop = true;
  await Promise.all(others);
  if (outcome.Done?.inserted !== preview.good || preview.good === 0) throw new Error(JSON.stringify(outcome));

  console.log(`${megabytes} MB, ${preview.good.toLocaleString('en-US')} rows, ${cage ? `in a control group of ${limit} MB` : 'WITHOUT a limit: no control group may be made here'}: ${done.join(', ')}`);
  const all = Object.entries(waits);
  for (const [name, times] of [...all, ['all', all.flatMap(([, times]) => times)]]) {
    const sorted = times.toSorted((a, b) => a - b);
    const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1];
    if (p95 > most.wait && name !== own) failed += 1;
    console.log(`${name.padEnd(own.length)} ${String(sorted.length).padStart(6)} requests, median ${(sorted[sorted.length >> 1]).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, longest ${sorted.at(-1).toFixed(0)} ms`);
  }
  const held = peak(server.process.pid);
  if (held > limit) failed += 1;
  const grouped = cage ? `, ${Math.ceil(readFileSync(join(cage.path, cage.peak)) / 1024 / 1024)} MB with the file cache` : '';
  console.log(`memory: at most ${held} MB${grouped}; database of ${Math.round(statSync(join(folder, 'kabinet.db')).size / 1e6)} MB`);
} catch (error) {
  failed += 1;
  console.error(error.message);
  if (cage) console.error(readFileSync(join(cage.path, cage.kills), 'utf8').trim());
} finally {
  state.stop = true;
  await server?.stop();
  if (cage) rmdirSync(cage.path);
  rmSync(folder, { recursive: true, force: true });
}
console.log(failed > 0 ? `${failed} things went wrong` : 'ok');
process.exitCode = failed > 0 ? 1 : 0;
