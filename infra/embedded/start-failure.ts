/** Something the person at the keyboard has to know and can change: the message is one sentence that names the thing and the way out. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}

/** The text of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return isObject(error) && typeof error['message'] === 'string' ? error['message'] : String(error);
}

/** The `code` of a system error (`ENOENT`, `EADDRINUSE`, ...) or null. */
export function codeOf(error: unknown): string | null {
  return isObject(error) && typeof error['code'] === 'string' ? error['code'] : null;
}

/** Not `instanceof Error`: an error of the platform may come from another realm than ours, as it does under test. */
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
