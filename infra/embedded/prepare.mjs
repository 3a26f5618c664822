// Brings a fresh clone to the point where it can run: the right Node, the packages of the lock file, the built parts.
// Plain JavaScript without packages, because it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// Not import.meta.dirname: the check of the Node version has to run on the Nodes that it refuses.
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const inRoot = (...parts) => path.join(root, ...parts);

/** A failure that a person can mend; its message is one sentence that says how. */
export class PreparationFailed extends Error {}

/** Floors of the supported Node lines: 20.19, 22.12, and everything from 24.0 on. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  if (!supported)
    throw new PreparationFailed(`LeadGen needs Node 20.19, 22.12 or 24 and newer, and this is ${version}: install Node 24, for instance with nvm.`);
}

const sha256 = (...contents) => contents.reduce((hash, content) => hash.update(content), createHash('sha256')).digest('hex');

function run(what, command, args, { quiet = false } = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return;
  const said = quiet ? `\n${stdout ?? ''}${stderr ?? ''}` : '';
  throw new PreparationFailed(`${what} failed (${error?.message ?? `exit code ${status}`}): mend what is said above and start again.${said}`);
}

/** Whether every package of the lock file stands there in its version; npm writes its own list last, so half an install does not count. */
export function isInstalled(lockFile = inRoot('package-lock.json'), installedFile = inRoot('node_modules/.package-lock.json')) {
  if (!existsSync(installedFile)) return false;
  const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const installed = packagesOf(installedFile);
  // The builds for other platforms are in the lock file only.
  return Object.entries(packagesOf(lockFile)).every(
    ([place, entry]) => place === '' || (entry.optional === true && installed[place] === undefined) || installed[place]?.version === entry.version,
  );
}

/** Installs exactly what the lock file names, unless that is what stands there. No install script is needed. */
export function install(tell = console.log) {
  if (isInstalled()) return;
  tell('Installing the packages of the lock file (about a minute)');
  run('npm ci', 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
}

const node = (script, ...args) => [process.execPath, [inRoot('node_modules', script), ...args]];
const parts = {
  server: {
    sources: ['backend/src', 'backend/tsconfig.json', 'event-schemas/src', 'infra/embedded', 'infra/openapi.json', 'nest-cli.json', 'tsconfig.json'],
    output: 'dist/server',
    command: () => node('@nestjs/cli/bin/nest.js', 'build'),
  },
  dashboard: {
    sources: ['dashboard', 'event-schemas/src/http', 'angular.json', 'tsconfig.json'],
    output: 'dist/dashboard',
    command: () => node('@angular/cli/bin/ng.js', 'build'),
  },
  extension: {
    sources: ['extension', 'event-schemas/src/http', 'tsconfig.json'],
    output: 'dist/extension',
    command: () => node('webpack-cli/bin/cli.js', '-c', 'extension/webpack.config.cjs', '--mode', 'production'),
  },
};

function filesOf(place) {
  if (!existsSync(inRoot(place))) return [];
  const entries = readdirSync(path.dirname(inRoot(place)), { withFileTypes: true });
  if (entries.some((entry) => entry.name === path.basename(place) && entry.isFile())) return [place];
  return readdirSync(inRoot(place), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.(spec|contract)\.ts$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** Builds the named parts whose sources changed since their last build. */
export function build(names = Object.keys(parts), tell = console.log) {
  for (const name of names) {
    const { sources, output, command } = parts[name];
    const files = sources.flatMap(filesOf);
    const wanted = sha256(readFileSync(inRoot('package-lock.json')), ...files.flatMap((file) => [file, readFileSync(inRoot(file))]));
    const stamp = inRoot('dist', `.built-${name}`);
    if (existsSync(inRoot(output)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue;
    tell(`Building the ${name}`);
    rmSync(stamp, { force: true });
    run(`Building the ${name}`, ...command(), { quiet: true });
    mkdirSync(path.dirname(stamp), { recursive: true });
    writeFileSync(stamp, wanted);
  }
}
