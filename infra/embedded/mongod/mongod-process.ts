import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { appendedSince, sizeOf } from '../processes/log-file';
import { startProcess, type Exit, type RunningProcess } from '../processes/running-process';
import { withoutValues } from './mongod-log';
import { ensureUsers, passwordsOf, settlePasswords, urlOf, VAULT_DATABASE, VIEWS_DATABASE } from './mongod-users';

export interface MongodOptions {
  readonly binary: string;
  /** Holds mongod's files and the passwords; made when missing. */
  readonly folder: string;
  readonly logFile: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Off for tests that search the files for bytes; compression would hide them. */
  readonly compression: boolean;
  /** Adds a user who may use any database, for test runs. */
  readonly withTestsUser: boolean;
}

export interface RunningMongod {
  readonly process: RunningProcess;
  readonly viewsUrl: string;
  readonly vaultUrl: string;
  /** The connection string, without a database, of the user who may use any. */
  readonly testsUrl: string;
}

/** Starts mongod with authentication on and makes sure that its users exist. Throws StartFailure with one sentence. */
export async function startMongod(options: MongodOptions): Promise<RunningMongod> {
  const files = join(options.folder, 'files');
  const hasData = existsSync(join(files, 'WiredTiger.wt'));
  mkdirSync(files, { recursive: true, mode: 0o700 });
  const passwordFile = join(options.folder, 'mongod-passwords.json');
  const passwords = passwordsOf(passwordFile, hasData);
  const logStart = sizeOf(options.logFile);
  const running = await startProcess({
    name: 'mongod',
    command: options.binary,
    args: argumentsFor(options, files),
    logFile: options.logFile,
    logLine: withoutValues,
    readyTimeoutMs: 120_000,
    waitUntilReady: (signal) => announcedPort(options.logFile, logStart, signal),
    explainExit: (exit) => explain(exit, appendedSince(options.logFile, logStart), files, options.logFile),
  });
  try {
    await ensureUsers(running.port, passwords, options.withTestsUser);
    settlePasswords(passwordFile, passwords);
  } catch (error) {
    await running.stop();
    throw error;
  }
  return {
    process: running,
    viewsUrl: urlOf(running.port, 'views', passwords.views, VIEWS_DATABASE),
    vaultUrl: urlOf(running.port, 'vault', passwords.vault, VAULT_DATABASE),
    testsUrl: urlOf(running.port, 'tests', passwords.tests),
  };
}

function argumentsFor(options: MongodOptions, files: string): string[] {
  const uncompressed = ['--wiredTigerCollectionBlockCompressor', 'none', '--wiredTigerJournalCompressor', 'none'];
  return [
    ...['--dbpath', files, '--directoryperdb', '--port', String(options.port), '--bind_ip', '127.0.0.1', '--nounixsocket', '--auth'],
    ...['--wiredTigerCacheSizeGB', '0.25', '--quiet'],
    // A slow operation is logged with its values; opened personal data must never reach a log. See also withoutValues.
    ...['--slowms', '2147483647', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
    ...(options.compression ? [] : uncompressed),
  ];
}

async function announcedPort(logFile: string, logStart: number, signal: AbortSignal): Promise<number> {
  while (!signal.aborted) {
    const port = /"Waiting for connections","attr":\{"port":(\d+)/.exec(appendedSince(logFile, logStart))?.[1];
    if (port !== undefined) return Number(port);
    await pause(25);
  }
  return Number.NaN;
}

/** What mongod writes in its log → one sentence. */
export function explain(exit: Exit, log: string, files: string, logFile: string): string {
  const holder = /DBPathInUse|Unable to lock the lock file|Another mongod instance/i.test(log);
  if (holder) return `The MongoDB files in ${files} are in use by another mongod; stop it, or set LEADGEN_DATA_DIR to another folder.`;
  if (/No space left on device|ENOSPC/i.test(log)) return `The disk of ${files} is full; free some space or set LEADGEN_DATA_DIR to a folder on another disk.`;
  if (/SocketException: Address already in use|Address already in use/i.test(log))
    return 'The port chosen for mongod was taken at the same moment; start again.';
  if (/Permission denied|EACCES/i.test(log)) return `mongod may not write to ${files}; give it to this user or set LEADGEN_DATA_DIR to another folder.`;
  if (/WT_ERROR|WT_PANIC|corrupt|checksum|UnrecoverableRollbackError|unsupported.*(format|version)|invalid metadata/i.test(log)) {
    return `The MongoDB files in ${files} are damaged; restore them from a backup (the views can be rebuilt, the vault cannot); details are in ${logFile}.`;
  }
  const how = exit.signal ?? `exit code ${exit.code ?? '?'}`;
  return `mongod ended before it was ready (${how}); its log ${logFile} says why.`;
}
