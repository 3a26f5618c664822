// One child process of the stack: spawned in its own group, waited for until it accepts work, stopped or killed by its pid.
import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { StartFailure } from '../start-failure';
import { lastWords, sizeOf } from './log-file';
import { boundToParent } from './bound-to-parent';

export interface Program {
  /** As people read it: `event node`, `mongod`, `worker`, `api`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Everything the process prints after its ready line is appended here. */
  readonly logFile: string;
  /** What of a line printed on stdout goes into the log; without it the line as it is. */
  readonly logLine?: (line: string) => string;
  readonly readyTimeoutMs?: number;
  /** Answers the port once the process accepts work; without it the process prints `{"ready":true,"port":N}` as its first line. */
  readonly waitUntilReady?: (signal: AbortSignal) => Promise<number>;
  /** Turns an early exit into one sentence; without it the last line of the log is told. */
  readonly explainExit?: (exit: Exit, lastLine: string) => string;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  readonly port: number;
  readonly exited: Promise<Exit>;
  /** SIGTERM, and SIGKILL when that took longer than the grace. */
  stop(graceMs?: number): Promise<Exit>;
  /** SIGKILL. */
  kill(): Promise<Exit>;
}

const READY_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 30_000;

/** Starts a program and answers when it accepts work. Throws StartFailure when it ends or stays silent instead. */
export async function startProcess(program: Program): Promise<RunningProcess> {
  mkdirSync(dirname(program.logFile), { recursive: true });
  const logStart = sizeOf(program.logFile);
  const child = spawnBound(program);
  const exited = new Promise<Exit>((resolve) => child.once('close', (code, signal) => resolve({ code, signal })));
  const spawned = new Promise<number>((resolve, reject) => {
    child.once('spawn', () => resolve(child.pid ?? -1));
    child.once('error', (error) => reject(new StartFailure(`${program.name} could not be started: ${error.message}.`)));
  });
  const pid = await spawned;
  const signalChild = (signal: NodeJS.Signals): void => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  };
  const port = await whenReady(program, child, exited, logStart).catch(async (error: unknown) => {
    signalChild('SIGKILL');
    await exited;
    throw error;
  });
  return {
    name: program.name,
    pid,
    port,
    exited,
    stop: async (graceMs = STOP_GRACE_MS) => {
      signalChild('SIGTERM');
      const timer = setTimeout(() => signalChild('SIGKILL'), graceMs);
      return exited.finally(() => clearTimeout(timer));
    },
    kill: () => {
      signalChild('SIGKILL');
      return exited;
    },
  };
}

function spawnBound(program: Program): ChildProcess {
  const log = openSync(program.logFile, 'a', 0o600);
  try {
    const [command, ...args] = boundToParent([program.command, ...program.args]);
    return spawn(command, args, {
      // An own process group, so that Ctrl-C reaches the launcher only and the order of stopping is kept.
      detached: true,
      env: { ...process.env, ...program.env },
      stdio: ['pipe', 'pipe', log],
    });
  } finally {
    closeSync(log);
  }
}

async function whenReady(program: Program, child: ChildProcess, exited: Promise<Exit>, logStart: number): Promise<number> {
  const abort = new AbortController();
  const timeoutMs = program.readyTimeoutMs ?? READY_TIMEOUT_MS;
  const tooEarly = exited.then((exit) => {
    const lastLine = lastWords(program.logFile, logStart);
    throw new StartFailure(program.explainExit?.(exit, lastLine) ?? earlyExit(program, exit, lastLine));
  });
  const tooLate = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(
      () => reject(new StartFailure(`${program.name} did not become ready within ${timeoutMs / 1000} seconds; see ${program.logFile}.`)),
      timeoutMs,
    );
    abort.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  const firstLine = readyLine(child, program);
  try {
    return await Promise.race([program.waitUntilReady?.(abort.signal) ?? firstLine, tooEarly, tooLate]);
  } finally {
    abort.abort();
    tooEarly.catch(() => undefined);
  }
}

function earlyExit(program: Program, exit: Exit, lastLine: string): string {
  const how = exit.signal ?? `exit code ${exit.code ?? '?'}`;
  return lastLine === '' ? `${program.name} ended before it was ready (${how}); see ${program.logFile}.` : lastLine;
}

/** The port of the ready line; whatever else stands on stdout goes into the log, so that the pipe never fills up. */
function readyLine(child: ChildProcess, { logFile, logLine = asItIs }: Program): Promise<number> {
  const { stdout } = child;
  if (stdout === null) return Promise.reject(new Error('stdout is not a pipe'));
  return new Promise((resolve) => {
    let first = true;
    createInterface({ input: stdout }).on('line', (line) => {
      const port = first ? portOf(line) : null;
      first = false;
      if (port === null) log(logFile, `${logLine(line)}\n`);
      else resolve(port);
    });
  });
}

const asItIs = (line: string): string => line;

/** A log that cannot be written, on a full disk for instance, must not end the one who starts and stops things. */
function log(file: string, text: string): void {
  try {
    appendFileSync(file, text);
  } catch {
    // The process that fills the disk says so itself.
  }
}

function portOf(line: string): number | null {
  const found = /^\{"ready":true,"port":(\d+)/.exec(line.replaceAll(' ', ''))?.[1];
  return found === undefined ? null : Number(found);
}
