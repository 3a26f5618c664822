/**
 * Runs the work at once; every call that comes while it runs, or within the gap after it, becomes one single further run with the latest
 * argument. Keeps a burst of changes from becoming a burst of requests.
 */
export function coalesce<A>(gapMs: number, work: (latest: A) => Promise<void>): (latest: A) => Promise<void> {
  let waiting: { latest: A } | null = null;
  let running: Promise<void> | null = null;

  const drain = async (): Promise<void> => {
    while (waiting !== null) {
      const { latest } = waiting;
      waiting = null;
      await work(latest);
      await new Promise((resolve) => setTimeout(resolve, gapMs));
    }
  };

  return (latest) => {
    waiting = { latest };
    running ??= drain().finally(() => (running = null));
    return running;
  };
}
