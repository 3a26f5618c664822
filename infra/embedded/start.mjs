// `npm start`: on a fresh clone it installs and builds first, on any other it builds what changed; then the launcher takes over.
import { createRequire } from 'node:module';
import path from 'node:path';
import { build, checkNode, install, PreparationFailed, root } from './prepare.mjs';

try {
  checkNode();
  install();
  build();
} catch (error) {
  console.error(error instanceof PreparationFailed ? error.message : error);
  process.exit(1);
}
// In this very process: one pid to stop, nothing in between that could swallow a signal.
createRequire(import.meta.url)(path.join(root, 'dist/server/infra/embedded/launcher/launcher.main.js'));
