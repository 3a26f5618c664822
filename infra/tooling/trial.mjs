// `npm run trial`: what a newcomer meets. Clones the last commit into a temporary folder, runs `npm start` on empty data until
// the page works, stops it as Ctrl-C would, runs `npm test`, and prints how long each took. `--start-only` leaves the tests
// out; `--cold` also empties the cache of fetched engines.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'leadgen-trial-'));
const clone = path.join(folder, 'leadgen');
const env = { ...process.env, LEADGEN_DATA_DIR: path.join(folder, 'data'), PORT: '0' };
if (process.argv.includes('--cold')) env['LEADGEN_CACHE_DIR'] = path.join(folder, 'cache');
const secondsSince = (began) => Number(((Date.now() - began) / 1000).toFixed(1));

/** Starts npm in a process group of its own, so that one signal to the group is what Ctrl-C is in a terminal. */
function npm(args, onText) {
  const child = spawn('npm', args, { cwd: clone, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.setEncoding('utf8').on('data', (text) => {
    process.stdout.write(text);
    onText(text);
  });
  return child;
}

/** The page and every script and style it names are served. */
async function pageWorks(origin) {
  const page = await fetch(origin);
  const html = await page.text();
  const parts = [...html.matchAll(/(?:src|href)="([^":]+\.(?:js|css))"/g)].map(([, name]) => new URL(name, `${origin}/`));
  if (page.status !== 200 || parts.length === 0) throw new Error(`${origin} does not answer with the page (status ${page.status}).`);
  for (const part of parts) {
    const { status } = await fetch(part);
    if (status !== 200) throw new Error(`${part} answers ${status}.`);
  }
}

async function trialOfStart() {
  const began = Date.now();
  let said = '';
  let installedAfter = 0;
  const child = npm(['start'], (text) => {
    said += text;
    if (installedAfter === 0 && said.includes('Building')) installedAfter = secondsSince(began);
  });
  const ended = once(child, 'close');
  let origin;
  while (origin === undefined) {
    if (child.exitCode !== null) throw new Error('npm start ended before it told an address.');
    origin = /LeadGen runs at (http:\S+)/.exec(said)?.[1];
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await pageWorks(origin);
  const total = secondsSince(began);
  process.kill(-child.pid, 'SIGINT');
  await ended;
  if (!said.includes('LeadGen has stopped')) throw new Error('npm start did not stop in order.');
  return { install: installedAfter, afterInstall: Number((total - installedAfter).toFixed(1)), total };
}

async function trialOfTest() {
  const began = Date.now();
  let said = '';
  const [code] = await once(
    npm(['test'], (text) => (said = (said + text).slice(-2000))),
    'close',
  );
  return { seconds: secondsSince(began), lastLine: said.trimEnd().split('\n').at(-1), code };
}

try {
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone], { stdio: 'inherit' });
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: clone, encoding: 'utf8' }).trim();
  const start = await trialOfStart();
  const test = process.argv.includes('--start-only') ? null : await trialOfTest();
  console.log(`\nTrial of ${commit} on Node ${process.versions.node}`);
  console.log(`npm start: ${start.total} s to a working page (install ${start.install} s, then ${start.afterInstall} s)`);
  if (test !== null) console.log(`npm test: ${test.seconds} s, "${test.lastLine}"`);
  process.exitCode = test === null || test.code === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
