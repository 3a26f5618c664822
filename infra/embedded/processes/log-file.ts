import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs';

const ROTATE_AT_BYTES = 20 * 1024 * 1024;
const TAIL_BYTES = 64 * 1024;

/** Size in bytes, 0 when there is no such file. */
export function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

/** Keeps one older log beside the current one, so that logs cannot fill the disk. Call it while nobody writes. */
export function rotate(file: string): void {
  if (sizeOf(file) > ROTATE_AT_BYTES) renameSync(file, `${file}.1`);
}

/** What was appended after `from`, at most its last 64 KiB. */
export function appendedSince(file: string, from: number): string {
  const size = sizeOf(file);
  const start = Math.max(from, size - TAIL_BYTES);
  if (size <= start) return '';
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(size - start);
    return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, bytes.length, start));
  } finally {
    closeSync(descriptor);
  }
}

/**
 * What a process said last after `from`, for a sentence: the line in which it tells why it could not start, else the last
 * line; of a JSON log line its message. Empty when nothing was said.
 */
export function lastWords(file: string, from: number): string {
  const lines = appendedSince(file, from).trimEnd().split('\n');
  const line = lines.findLast((each) => /^[a-z -]+ could not start: /.test(each)) ?? lines.at(-1) ?? '';
  return messageOf(line) ?? line;
}

function messageOf(line: string): string | null {
  try {
    const entry: unknown = JSON.parse(line);
    return typeof entry === 'object' && entry !== null && 'msg' in entry && typeof entry.msg === 'string' ? entry.msg : null;
  } catch {
    return null;
  }
}
