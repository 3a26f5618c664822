import type { BrowserTokens, RefreshBrowserRequest } from '../../../event-schemas/src/http/manage-workspace';
import { outcomeOf } from '../platform/outbox/outcome';
import type { PairedSession } from '../platform/stores/schemas';
import type { WorkerPorts } from '../platform/worker-ports';

export type Access =
  | { readonly kind: 'token'; readonly token: string; readonly workspaceId: string; readonly origin: string }
  | { readonly kind: 'later'; readonly retryAfterMs: number | null }
  | { readonly kind: 'none' };

/** A token this close to its end may run out on the way. */
const MARGIN_MS = 15_000;

export const pairedSession = (tokens: BrowserTokens): PairedSession => ({
  schema: 1,
  status: 'paired',
  browserId: tokens.browserId,
  workspaceId: tokens.workspaceId,
  workspaceName: tokens.workspaceName,
  accessToken: tokens.accessToken,
  accessTokenExpiresAt: tokens.accessTokenExpiresAt,
  refreshToken: tokens.refreshToken,
  refreshKey: null,
});

/** Hands out the access token and renews it: one renewal at a time, and one that survives a lost answer. */
export class Tokens {
  private renewal: Promise<Access> | null = null;

  constructor(private readonly ports: WorkerPorts) {}

  /** @param refused the token that the server has just refused, if any: it is renewed even when its time is not over. */
  async access(refused: string | null = null): Promise<Access> {
    const { session, settings } = await this.ports.stores.read();
    if (session.status !== 'paired') return { kind: 'none' };
    const lasts = Date.parse(session.accessTokenExpiresAt) - this.ports.now().getTime() > MARGIN_MS;
    if (lasts && session.accessToken !== refused)
      return { kind: 'token', token: session.accessToken, workspaceId: session.workspaceId, origin: settings.origin };
    this.renewal ??= this.renew().finally(() => (this.renewal = null));
    return this.renewal;
  }

  /** The server refused a token that it had just issued: this browser has no access any more. */
  end(): Promise<void> {
    return this.ports.stores.change(({ session }) => ({
      changes: session.status === 'paired' ? { session: { schema: 1, status: 'ended', workspaceName: session.workspaceName, pairing: null } } : {},
      result: undefined,
    }));
  }

  private async renew(): Promise<Access> {
    const started = await this.startRenewal();
    if (started === null) return { kind: 'none' };
    const { session, origin, key } = started;
    const body: RefreshBrowserRequest = { refreshToken: session.refreshToken };
    const outcome = outcomeOf(await this.ports.post<BrowserTokens>(origin, { path: '/browsers/refresh', body, idempotencyKey: key, accessToken: null }));
    if (outcome.kind === 'later') return { kind: 'later', retryAfterMs: outcome.retryAfterMs };
    if (outcome.kind !== 'acknowledged') {
      await this.end();
      return { kind: 'none' };
    }
    const renewed = pairedSession(outcome.body);
    await this.ports.stores.change((state) => ({ changes: isSame(state.session, session) ? { session: renewed } : {}, result: undefined }));
    return { kind: 'token', token: renewed.accessToken, workspaceId: renewed.workspaceId, origin };
  }

  /** Stores the key before the call: whoever repeats it after a lost answer gets the same tokens instead of a reuse alarm. */
  private startRenewal(): Promise<{ session: PairedSession; origin: string; key: string } | null> {
    return this.ports.stores.change(({ session, settings }) => {
      if (session.status !== 'paired') return { changes: {}, result: null };
      const key = session.refreshKey ?? this.ports.newId();
      return { changes: { session: { ...session, refreshKey: key } }, result: { session, origin: settings.origin, key } };
    });
  }
}

const isSame = (now: { readonly status: string }, then: PairedSession): boolean =>
  now.status === 'paired' && (now as PairedSession).refreshToken === then.refreshToken;
