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

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
