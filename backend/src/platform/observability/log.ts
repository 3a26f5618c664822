import pino, { type Logger } from 'pino';

export type Log = Logger;
/** Injection token of the process's log. */
export const LOG = Symbol('log');

export interface LogOptions {
  readonly level: string;
  /** Null: stderr. */
  readonly file: string | null;
  readonly process: 'api' | 'worker';
}

/** JSON lines without personal data: callers log ids, codes, counts and durations only; the redaction is the second net. */
export function createLog(options: LogOptions): Log {
  return pino(
    {
      level: options.level,
      base: { process: options.process, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: [
          'email',
          'password',
          'token',
          'authorization',
          'cookie',
          'name',
          'fullName',
          'body',
          '*.email',
          '*.password',
          '*.token',
          '*.authorization',
          '*.cookie',
          '*.fullName',
          '*.body',
        ],
        censor: '[hidden]',
      },
    },
    pino.destination({ ...(options.file === null ? { fd: 2 } : { dest: options.file, mkdir: true, mode: 0o600 }), sync: true }),
  );
}

export const silentLog = (): Log => pino({ level: 'silent' });

export interface FaultFacts {
  readonly kind: string;
  readonly code: string | number | null;
  readonly frames: readonly string[];
}

/** An error without its message: drivers put values into messages, and values may be personal. */
export function faultFacts(error: unknown): FaultFacts {
  if (!(error instanceof Error)) return { kind: typeof error, code: null, frames: [] };
  const code = (error as { code?: unknown }).code;
  const stack = error.stack ?? '';
  // The stack begins with the message, which may look like anything.
  const from = stack.indexOf(error.message) + error.message.length;
  const frames = stack
    .slice(from)
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return { kind: error.name, code: typeof code === 'string' || typeof code === 'number' ? code : null, frames: frames.slice(0, 12).map((line) => line.trim()) };
}
