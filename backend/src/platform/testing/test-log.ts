import path from 'node:path';
import { createLog, silentLog, type Log } from '../observability/log';

/** The log of an application under test: silent, or down to the last detail in the folder that LEADGEN_KEPT_LOGS names, where it is searched after the run. */
export function testLog(): Log {
  const folder = process.env['LEADGEN_KEPT_LOGS'];
  if (folder === undefined) return silentLog();
  return createLog({ level: 'trace', file: path.join(folder, 'applications', `${String(process.pid)}.log`), process: 'api' });
}
