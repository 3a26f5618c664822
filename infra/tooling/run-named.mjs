// `npm run bench -- <name>` and `npm run test:campaign -- <name>`: builds what changed, then runs infra/<folder>/<name>.<kind>.ts.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { build, checkNode, install, root } from '../embedded/prepare.mjs';

const kinds = { bench: { folder: 'infra/bench', command: 'bench' }, campaign: { folder: 'infra/campaigns', command: 'test:campaign' } };
const [kind, name, ...rest] = process.argv.slice(2);
const { folder, command } = kinds[kind];
const suffix = `.${kind}.ts`;
const names = existsSync(path.join(root, folder))
  ? readdirSync(path.join(root, folder)).flatMap((file) => (file.endsWith(suffix) ? [file.slice(0, -suffix.length)] : []))
  : [];
if (name === undefined || !names.includes(name)) {
  console.error(`Say which: npm run ${command} -- <name>, where the name is one of ${names.join(', ')}.`);
  process.exit(2);
}
try {
  checkNode();
  install();
  build(['server']);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
process.exitCode =
  spawnSync(process.execPath, ['--import', 'tsx', path.join(folder, `${name}${suffix}`), ...rest], { cwd: root, stdio: 'inherit' }).status ?? 1;
