import type { ApiPost, ApiRequest } from '../api/api-client';
import type { Answer } from '../api/problem';

type Body = Record<string, unknown>;

/** Answers as the server does: one answer per idempotency key, one page per number, tokens that rotate. */
export class FakeLeadGen {
  readonly requests: ApiRequest[] = [];
  readonly effects: string[] = [];
  validToken = 'access-1';
  revoked = false;
  private readonly answers = new Map<string, Answer<unknown>>();
  private refreshes = 0;
  private readonly scripted: Answer<unknown>[] = [];

  /** The next requests are answered like this, and have no effect. */
  answerNext(...answers: readonly Answer<unknown>[]): void {
    this.scripted.push(...answers);
  }

  readonly post: ApiPost = <T>(_origin: string, request: ApiRequest) => {
    this.requests.push(request);
    const answer = this.scripted.shift() ?? this.answer(request);
    return Promise.resolve(answer as Answer<T>);
  };

  private answer(request: ApiRequest): Answer<unknown> {
    const needsToken = request.path.startsWith('/imports');
    if (this.revoked || (needsToken && request.accessToken !== this.validToken)) return refused(401, 'token-refused');
    const known = this.answers.get(request.idempotencyKey);
    if (known !== undefined) return known;
    const answer: Answer<unknown> = { kind: 'ok', body: this.effectOf(request) };
    this.answers.set(request.idempotencyKey, answer);
    return answer;
  }

  private effectOf({ path, body }: ApiRequest): Body {
    if (path === '/browsers/refresh' || path === '/pairings/claims') return this.tokens(path);
    this.effects.push(
      path === '/imports' ? 'start' : `${path.split('/').at(-1) ?? ''}${path.endsWith('pages') ? ` ${String((body as Body)['pageNumber'])}` : ''}`,
    );
    if (path === '/imports') return { id: 'import-1', status: 'requested' };
    if (!path.endsWith('/pages')) return { id: 'import-1', status: path.endsWith('finish') ? 'completed' : 'cancelled' };
    const { pageNumber, seen, rows } = body as { pageNumber: number; seen: number; rows: unknown[] };
    return {
      importId: 'import-1',
      pageNumber,
      seen,
      parsed: rows.length,
      accepted: rows.length,
      merged: 0,
      unchanged: 0,
      conflicts: 0,
      refused: [],
      status: 'accepted',
      remaining: 100 - rows.length,
    };
  }

  private tokens(path: string): Body {
    this.refreshes += 1;
    this.validToken = `access-${String(this.refreshes + 1)}`;
    this.effects.push(path);
    return {
      browserId: 'browser-1',
      workspaceId: 'workspace-1',
      workspaceName: 'Harbour',
      accessToken: this.validToken,
      accessTokenExpiresAt: '2026-11-23T11:00:00.000Z',
      refreshToken: `refresh-${String(this.refreshes + 1)}`,
      refreshTokenExpiresAt: '2026-12-23T10:00:00.000Z',
    };
  }
}

export const refused = (status: number, type: string, retryAfterMs: number | null = null): Answer<never> => ({
  kind: 'refused',
  status,
  problem: { type, detail: `${type}.` },
  retryAfterMs,
});
