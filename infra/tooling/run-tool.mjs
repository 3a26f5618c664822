// `npm run views | processes | backup | restore -- ...`: builds the server when its sources changed, then runs <tool>.cli.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build, checkNode, install, root } from '../embedded/prepare.mjs';

const [tool, ...rest] = process.argv.slice(2);
const folder = tool === 'backup' || tool === 'restore' ? 'infra/embedded/backup' : 'backend/src/app';
try {
  checkNode();
  install();
  build(['server']);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
process.exitCode =
  spawnSync(process.execPath, [path.join(root, 'dist/server', folder, `${tool}.cli.js`), ...rest], { cwd: root, stdio: 'inherit' }).status ?? 1;
