/** What a test run logs is kept in the folder that LEADGEN_KEPT_LOGS names, so that all of it can be searched when the installations are gone. */
import { randomUUID } from 'node:crypto';
import { appendFileSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The logs of an installation that has stopped. */
export function keepLogs(dataDir: string): void {
  const folder = process.env['LEADGEN_KEPT_LOGS'];
  const logs = join(dataDir, 'logs');
  if (folder === undefined || !existsSync(logs)) return;
  cpSync(logs, join(folder, 'installations', `${basename(dataDir)}-${randomUUID().slice(0, 8)}`), { recursive: true });
}

/** What a command line tool said. */
export function keepOutput(tool: string, output: string): void {
  const folder = process.env['LEADGEN_KEPT_LOGS'];
  if (folder === undefined) return;
  mkdirSync(join(folder, 'tools'), { recursive: true });
  appendFileSync(join(folder, 'tools', `${tool}.log`), `${output}\n`);
}
