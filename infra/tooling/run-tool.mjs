// `npm run views | processes | owner | events | secrets | backup | restore -- ...`: builds the server when its sources changed, then runs <tool>.cli.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build, checkNode, install, root } from '../embedded/prepare.mjs';

const [tool, ...rest] = process.argv.slice(2);
const folders = {
  views: 'backend/src/app',
  processes: 'backend/src/app',
  owner: 'backend/src/app',
  events: 'infra/embedded/event-node',
  secrets: 'infra/embedded/secrets',
  backup: 'infra/embedded/backup',
  restore: 'infra/embedded/backup',
};
try {
  checkNode();
  install();
  build(['server']);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
process.exitCode =
  spawnSync(process.execPath, [path.join(root, 'dist/server', folders[tool], `${tool}.cli.js`), ...rest], { cwd: root, stdio: 'inherit' }).status ?? 1;
