import { join } from 'node:path';
import { repositoryRoot } from './repository-root';

/** `built`: the compiled files of dist/server. `source`: the TypeScript itself through a loader, slower to start and larger, never stale. */
export type Code = 'built' | 'source';

/** Children run the way this very file runs, unless told otherwise. */
export const defaultCode: Code = __filename.endsWith('.ts') ? 'source' : 'built';

/** Command and arguments for one of our own programs, named by its path in the repository without extension. */
export function nodeProgram(program: string, code: Code = defaultCode): { command: string; args: string[] } {
  const root = repositoryRoot();
  const args =
    code === 'built' ? [join(root, 'dist/server', `${program}.js`)] : ['--require', join(root, 'infra/tooling/swc-register.cjs'), join(root, `${program}.ts`)];
  return { command: process.execPath, args };
}
