// `npm run demo`: installs and builds what is missing, then shows the main job with invented people and no LinkedIn account.
import { spawnSync } from 'node:child_process';
import { build, checkNode, install, root } from '../../embedded/prepare.mjs';

try {
  checkNode();
  install();
  build();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
// Ctrl-C reaches the demo itself, which stops everything before it ends.
process.on('SIGINT', () => undefined);
process.exitCode =
  spawnSync(process.execPath, ['--import', 'tsx', 'infra/e2e/demo/demo.ts', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).status ?? 1;
