const PATIENCE_MS = 10_000;

/** Waits for a condition, looking again at every turn of the event loop; names what never came true. */
export async function until(what: string | (() => string), holds: () => boolean): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Waited ${String(PATIENCE_MS)} ms in vain until ${typeof what === 'string' ? what : what()}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
