// Global set-up of the projects that need engines: one event node and one mongod per run, in a process of their own that
// ends when jest ends. Specs read EVENTSTORE_URL and TEST_MONGODB_URL and keep apart by fresh stream ids and database names.
const { spawn } = require('node:child_process');
const path = require('node:path');
const { createInterface } = require('node:readline');

const root = path.resolve(__dirname, '../..');

module.exports = async () => {
  const register = path.join(__dirname, 'swc-register.cjs');
  const child = spawn(process.execPath, ['--require', register, path.join(root, 'infra/embedded/stack/engines.main.ts')], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const line = await Promise.race([
    new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then((code) => {
      throw new Error(`The engines of this test run could not be started (exit code ${code}); the reason stands above.`);
    }),
  ]);
  const engines = JSON.parse(line);
  process.env['EVENTSTORE_URL'] = engines.eventstoreUrl;
  process.env['EVENTSTORE_ADMIN_URL'] = engines.eventstoreAdminUrl;
  process.env['TEST_MONGODB_URL'] = engines.testMongodbUrl;
  process.env['TEST_ENGINES_DATA_DIR'] = engines.dataDir;
  globalThis.stopTestEngines = async () => {
    child.stdin.end();
    await ended;
  };
};
