/** Milliseconds that a journey waits for anything on a page. Costs nothing where all goes well, and a slow machine is no failure. */
export const PATIENCE_MS = 120_000;
