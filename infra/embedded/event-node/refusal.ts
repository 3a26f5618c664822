/** Why the node does not start: one sentence that names the thing and the way out. */
export class NodeRefusal extends Error {
  override readonly name = 'NodeRefusal';
}

/** A record that is not what was written: its checksum, its place in the log or its revision is wrong. */
export class DamagedRecord extends Error {
  override readonly name = 'DamagedRecord';

  constructor(
    readonly position: number,
    what: string,
  ) {
    super(`The event log is damaged at position ${String(position)}: ${what}. Run "npm run events -- verify" and restore a backup.`);
  }
}

/** The `code` of a system or SQLite error, else ''. Not by instanceof: errors of native modules may come from another realm. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

export const isOutOfSpace = (error: unknown): boolean => codeOf(error) === 'SQLITE_FULL' || /disk is full|no space/i.test(messageOf(error));
