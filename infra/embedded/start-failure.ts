/** Something the person at the keyboard has to know and can change: the message is one sentence that names the thing and the way out. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}

/** The text of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The `code` of a system error (`ENOENT`, `EADDRINUSE`, ...) or null. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
