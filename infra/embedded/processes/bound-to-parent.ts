// A launcher killed with -9 cannot stop anything. On Linux the kernel then sends SIGTERM to its children, whatever program they run.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The command wrapped by setpriv (util-linux) when this machine has it; it replaces itself, so the pid stays the program's own. */
export function boundToParent(command: readonly [string, ...string[]]): readonly [string, ...string[]] {
  const setpriv = process.platform === 'linux' ? findOnPath('setpriv') : null;
  return setpriv === null ? command : [setpriv, '--pdeathsig', 'TERM', '--', ...command];
}

/** The absolute path of an executable on PATH, or null. */
export function findOnPath(name: string, path: string = process.env['PATH'] ?? ''): string | null {
  for (const folder of path.split(delimiter)) {
    const candidate = join(folder, name);
    if (folder !== '' && isExecutable(candidate)) return candidate;
  }
  return null;
}

/** True when the file exists and may be executed by us. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
