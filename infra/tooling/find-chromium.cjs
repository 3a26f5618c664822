// Finds a Chromium for the browser tests, or gets one, or says in one sentence what to do. Never skips in silence.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const DEBIAN_PACKAGES = ['chromium', 'fonts-liberation'];

const runs = (file) => {
  try {
    execFileSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
};

const onPath = () =>
  (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .flatMap((folder) => NAMES.map((name) => path.join(folder, name)))
    .find((file) => fs.existsSync(file) && runs(file));

function fromDebian() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) return undefined;
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 300_000 };
  try {
    execFileSync('apt-get', ['update', '-qq'], options);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN_PACKAGES], options);
  } catch {
    return undefined;
  }
  return onPath();
}

function fromPlaywright() {
  const { chromium } = require('playwright-core');
  if (fs.existsSync(chromium.executablePath())) return chromium.executablePath();
  try {
    execFileSync(process.execPath, [require.resolve('playwright-core/cli.js'), 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000 });
  } catch {
    return undefined;
  }
  return fs.existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/** Path of a Chromium that runs. Order: CHROMIUM, PATH, Debian's package when root, the download of Playwright. */
function findChromium() {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (runs(named)) return named;
    throw new Error(`CHROMIUM names ${named}, which does not start: set it to a Chromium that answers --version.`);
  }
  const found = onPath() ?? fromDebian() ?? fromPlaywright();
  if (found !== undefined) return found;
  throw new Error('No Chromium was found and none could be installed: install Chromium, or set CHROMIUM to the path of one.');
}

module.exports = { findChromium };

if (require.main === module) {
  try {
    console.log(findChromium());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
