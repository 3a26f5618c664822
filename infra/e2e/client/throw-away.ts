/** A whole installation in a folder of its own, with an owner and a paired browser, gone when the test is. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserTokens } from '../../../event-schemas/src/http/manage-workspace';
import type { Session } from '../../../event-schemas/src/http/sign-in';
import { keepOutput } from '../../embedded/data-folder/kept-logs';
import { startInstallation, type Installation, type InstallationOptions } from '../../embedded/stack/installation';
import { repositoryRoot } from '../../embedded/stack/repository-root';
import { pairBrowser, setUp } from './importer';

export interface ThrowAway extends Installation {
  readonly owner: Session;
  readonly browser: BrowserTokens;
  /** Runs one of the command line tools of the built backend against this installation. */
  readonly runTool: (tool: string, ...args: readonly string[]) => Promise<{ readonly code: number; readonly output: string }>;
  /** Stops everything and removes the folder. */
  readonly remove: () => Promise<void>;
}

export async function throwAwayInstallation(name: string, options: Pick<InstallationOptions, 'supervised' | 'forTests' | 'env'> = {}): Promise<ThrowAway> {
  const dataDir = mkdtempSync(path.join(tmpdir(), `leadgen-${name}-`));
  const installation = await startInstallation({ dataDir, forTests: true, ...options }).catch((error: unknown) => {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  });
  const remove = async (): Promise<void> => {
    await installation.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const token = installation.setUpToken();
    if (token === null) throw new Error('An empty installation has no set-up token.');
    const owner = await setUp(installation.origin, token);
    const browser = await pairBrowser(installation.origin, owner);
    return { ...installation, owner, browser, remove, runTool: (tool, ...args) => runTool(dataDir, tool, ...args) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Runs `<tool>.cli` of the built server on a data folder. */
export function runTool(dataDir: string, tool: string, ...args: readonly string[]): Promise<{ code: number; output: string }> {
  const folder = tool === 'backup' || tool === 'restore' ? 'infra/embedded/backup' : 'backend/src/app';
  const child = spawn(process.execPath, [path.join(repositoryRoot(), 'dist/server', folder, `${tool}.cli.js`), ...args], {
    env: { ...process.env, LEADGEN_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) =>
    child.once('close', (code) => {
      keepOutput(tool, output);
      resolve({ code: code ?? -1, output });
    }),
  );
}
