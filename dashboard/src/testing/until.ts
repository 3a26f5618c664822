const PATIENCE_MS = 2000;

/** Waits for a condition, looking again at every turn of the event loop; names what never came true. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Waited ${String(PATIENCE_MS)} ms in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
