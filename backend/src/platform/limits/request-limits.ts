/**
 * How many requests one caller may make in ten seconds, counted in the memory of this process: with N api processes behind a
 * balancer a caller gets up to N times as much. The window begins with the caller's first request, and all of it can be used at once.
 */

/** Requests in ten seconds; null counts nothing. */
export interface LimitNumbers {
  /** Of one signed-in session, paired browser or API key. */
  readonly perSession: number | null;
  /** Of all callers of one workspace together. */
  readonly perWorkspace: number | null;
  /** Of one network address without a valid token. */
  readonly perAddress: number | null;
}

/** Several times what the extension and the dashboard ever need; keeps one caller that runs wild from taking the process for itself. */
export const USUAL_LIMITS: LimitNumbers = { perSession: 6_000, perWorkspace: 20_000, perAddress: 3_000 };

export const NO_LIMITS: LimitNumbers = { perSession: null, perWorkspace: null, perAddress: null };

export interface Verdict {
  /** Null: go on. Otherwise whole seconds until the window is over. */
  readonly retryAfterSeconds: number | null;
  /** `RateLimit-Policy` and `RateLimit`; empty when nothing is counted. */
  readonly headers: Readonly<Record<string, string>>;
}

const WINDOW_SECONDS = 10;
const MOST_KNOWN = 20_000;

interface Count {
  readonly until: number;
  used: number;
}

/** Counts of one kind of caller. */
class Counts {
  private readonly known = new Map<string, Count>();
  readonly policy: string;

  constructor(
    readonly name: string,
    readonly most: number,
  ) {
    this.policy = `"${name}";q=${String(most)};w=${String(WINDOW_SECONDS)}`;
  }

  /** The running window of the caller, a fresh one when there is none. `now` in milliseconds. */
  of(caller: string, now: number): Count {
    const found = this.known.get(caller);
    if (found !== undefined && found.until > now) return found;
    this.known.delete(caller);
    if (this.known.size >= MOST_KNOWN) this.makeRoom(now);
    const fresh = { until: now + WINDOW_SECONDS * 1_000, used: 0 };
    this.known.set(caller, fresh);
    return fresh;
  }

  /** Windows stand in the order in which they end: those that are over go first, then the oldest. */
  private makeRoom(now: number): void {
    for (const [caller, { until }] of this.known) {
      if (until > now && this.known.size < MOST_KNOWN) return;
      this.known.delete(caller);
    }
  }
}

export class RequestLimits {
  private readonly sessions: Counts | null;
  private readonly workspaces: Counts | null;
  private readonly addresses: Counts | null;

  /** `now` in milliseconds, never going back. */
  constructor(
    { perSession, perWorkspace, perAddress }: LimitNumbers,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.sessions = perSession === null ? null : new Counts('session', perSession);
    this.workspaces = perWorkspace === null ? null : new Counts('workspace', perWorkspace);
    this.addresses = perAddress === null ? null : new Counts('address', perAddress);
  }

  /** Counts a request of somebody whose token is good. */
  ofCaller({ sessionId, workspaceId }: { readonly sessionId: string; readonly workspaceId: string | null }): Verdict {
    return this.count([[this.sessions, sessionId], ...(workspaceId === null ? [] : [[this.workspaces, workspaceId] as const])]);
  }

  /** Counts a request without a token, or with one that is no good. */
  ofAddress(address: string): Verdict {
    return this.count([[this.addresses, address]]);
  }

  /** A refused request counts nowhere, so that one session cannot use up its workspace by being refused. */
  private count(asked: readonly (readonly [counts: Counts | null, caller: string])[]): Verdict {
    const now = this.now();
    const windows = asked.flatMap(([counts, caller]) => (counts === null ? [] : [{ counts, window: counts.of(caller, now) }]));
    const refusal = windows.find(({ counts, window }) => window.used >= counts.most);
    if (refusal === undefined) for (const { window } of windows) window.used += 1;
    const left = ({ counts, window }: (typeof windows)[number]): number => counts.most - window.used;
    const scarcest =
      refusal ??
      windows.reduce<(typeof windows)[number] | undefined>((least, each) => (least !== undefined && left(least) <= left(each) ? least : each), undefined);
    if (scarcest === undefined) return { retryAfterSeconds: null, headers: {} };
    const seconds = Math.max(1, Math.ceil((scarcest.window.until - now) / 1_000));
    return {
      retryAfterSeconds: refusal === undefined ? null : seconds,
      headers: {
        'RateLimit-Policy': windows.map(({ counts }) => counts.policy).join(', '),
        RateLimit: `"${scarcest.counts.name}";r=${String(left(scarcest))};t=${String(seconds)}`,
      },
    };
  }
}
