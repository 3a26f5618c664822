// `npm test`: sets up whatever is missing, runs every check of the repository and ends with one line of sums.
// `node infra/tooling/test-all.mjs types lint` runs the named steps only.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, checkNode, install, root } from '../embedded/prepare.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'leadgen-test-'));
// Whatever the run logs is kept here and searched at its end.
const logs = path.join(folder, 'logs');
mkdirSync(logs);
const sums = { passed: 0, failed: 0, skipped: 0 };
const node = (script, ...args) => [path.join('node_modules', script), ...args];
const start = (args) =>
  spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // A check that hangs is a failed check.
    timeout: 20 * 60_000,
    env: { ...process.env, FORCE_COLOR: '0', LEADGEN_KEPT_LOGS: logs },
  }).status === 0;

/** One check that either holds or not. */
const check = (...args) => {
  const holds = start(args);
  sums[holds ? 'passed' : 'failed'] += 1;
  return holds;
};

const typesOf = (config) => check(...node('typescript/bin/tsc', '--project', config, '--noEmit'));

/** Jest leaves one core alone unless told otherwise: for what looks at the clock, such as journeys, and what drops a collection under a reader. */
const EVERY_CORE = ['--maxWorkers', '100%'];

/** Projects of jest, each test counted. A run that counts nothing is a failure: it has lost its tests. */
function jest(projects, workers = []) {
  const outputFile = path.join(folder, `${projects.join('-')}.json`);
  const wentWell = start(
    node('jest/bin/jest.js', '--config', 'infra/tooling/jest.config.cjs', '--json', '--outputFile', outputFile, ...workers, '--selectProjects', ...projects),
  );
  let result;
  try {
    result = JSON.parse(readFileSync(outputFile, 'utf8'));
  } catch {
    result = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, numRuntimeErrorTestSuites: 1 };
  }
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  sums.passed += result.numPassedTests;
  // Jest ends badly without a failed test when it hangs or cannot tear down.
  sums.failed += failed + ((!wentWell && failed === 0) || result.numPassedTests + failed === 0 ? 1 : 0);
  sums.skipped += result.numPendingTests + result.numTodoTests;
}

const steps = {
  types: () => ['backend/tsconfig.spec.json', 'dashboard/tsconfig.app.json', 'dashboard/tsconfig.spec.json', 'extension/tsconfig.json'].forEach(typesOf),
  lint: () => check(...node('eslint/bin/eslint.js', '--config', 'infra/tooling/eslint.config.mjs', '--max-warnings', '0', '.')),
  format: () => check(...node('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')),
  build: () => build(),
  unit: () => jest(['unit', 'dashboard', 'extension']),
  http: () => jest(['http'], EVERY_CORE),
  campaign: () => jest(['campaign'], EVERY_CORE),
  journey: () => {
    process.env['CHROMIUM'] = createRequire(import.meta.url)('./find-chromium.cjs').findChromium();
    jest(['journey']);
  },
  logs: () => {
    if (check('--require', './infra/tooling/swc-register.cjs', 'infra/tooling/scan-logs.cli.ts', logs)) return;
    const kept = path.join(tmpdir(), 'leadgen-logs-with-leaks');
    rmSync(kept, { recursive: true, force: true });
    renameSync(logs, kept);
    console.error(`The logs are kept in ${kept}.`);
  },
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(steps, name));
try {
  if (unknown.length > 0) throw new Error(`There is no step ${unknown.join(', ')}: the steps are ${Object.keys(steps).join(', ')}.`);
  checkNode();
  install();
  for (const [name, step] of Object.entries(steps)) {
    if (named.length > 0 && !named.includes(name)) continue;
    const began = Date.now();
    console.log(`\n== ${name}`);
    try {
      step();
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      sums.failed += 1;
    }
    console.log(`== ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  sums.failed += 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = sums.failed === 0 ? 0 : 1;
console.log(`\n${sums.passed} passed, ${sums.failed} failed, ${sums.skipped} skipped`);
