/** One thing that must be well for the process to be of use. */
export interface ReadinessCheck {
  /** Such as `event-store` or `views:leads`. */
  readonly name: string;
  /** Null when well, otherwise a stable code such as `unreachable`. Never throws; never takes longer than two seconds. */
  readonly check: () => Promise<string | null>;
}

/** Injection token of the process's checks. */
export const READINESS_CHECKS = Symbol('readiness-checks');

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

export async function readiness(checks: readonly ReadinessCheck[]): Promise<Readiness> {
  const results = await Promise.all(checks.map(async ({ name, check }) => [name, await guarded(check)] as const));
  return { ready: results.every(([, reason]) => reason === null), checks: Object.fromEntries(results.map(([name, reason]) => [name, reason ?? 'ok'])) };
}

const LONGEST_MS = 2_000;

async function guarded(check: () => Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no-answer'), LONGEST_MS);
  });
  try {
    return await Promise.race([check(), late]);
  } catch {
    return 'unreachable';
  } finally {
    clearTimeout(timer);
  }
}
