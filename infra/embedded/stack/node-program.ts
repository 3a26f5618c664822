import { join } from 'node:path';
import { repositoryRoot } from './repository-root';

/** `built`: the compiled files of dist/server. `source`: the TypeScript itself through a loader, slower to start and larger, never stale. */
export type Code = 'built' | 'source';

/** Children run the way this very file runs, unless told otherwise. */
export const defaultCode: Code = __filename.endsWith('.ts') ? 'source' : 'built';

/**
 * Several processes share a small machine. Helper threads of the garbage collector take a tenth of the work of an import there and
 * speed nothing up, and a young generation of 16 MB (twice) stays resident long after the last request.
 */
const FLAGS = ['--single-threaded-gc', '--max-semi-space-size=8'];

/** Command and arguments for one of our own programs, named by its path in the repository without extension. */
export function nodeProgram(program: string, code: Code = defaultCode): { command: string; args: string[] } {
  const root = repositoryRoot();
  const args =
    code === 'built'
      ? [...FLAGS, join(root, 'dist/server', `${program}.js`)]
      : [...FLAGS, '--require', join(root, 'infra/tooling/swc-register.cjs'), join(root, `${program}.ts`)];
  return { command: process.execPath, args };
}
