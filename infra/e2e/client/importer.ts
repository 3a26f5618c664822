/** What an extension does, by plain requests: pair, start, send pages, finish. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { ImportRow, ImportView, PageReceipt, RecordPageRequest, StartImportRequest } from '../../../event-schemas/src/http/import-leads';
import type { BrowserTokens, ClaimPairingRequest, PairingCode } from '../../../event-schemas/src/http/manage-workspace';
import type { Session, SetUpRequest } from '../../../event-schemas/src/http/sign-in';
import { call, expectOk, type RestAnswer } from './rest';

export const OWNER = {
  email: 'owner@example.org',
  password: 'correct horse battery staple',
  displayName: 'Olive Owner',
  workspaceName: 'Example Sales',
} as const;

/** Makes the first owner through the one-time link. */
export const setUp = async (origin: string, token: string): Promise<Session> => {
  const request: SetUpRequest = { token, ...OWNER };
  return (await expectOk<Session>(origin, 'POST', '/api/v1/set-up', { body: request })).body;
};

export const signIn = async (origin: string): Promise<Session> =>
  (await expectOk<Session>(origin, 'POST', '/api/v1/sessions', { body: { email: OWNER.email, password: OWNER.password } })).body;

/** Pairs a browser the way the panel and the dashboard do it together. */
export async function pairBrowser(origin: string, session: Session, browserName = 'Synthetic browser'): Promise<BrowserTokens> {
  const state = randomBytes(32).toString('base64url');
  const { body } = await expectOk<PairingCode>(origin, 'POST', '/api/v1/pairings', { token: session.accessToken, body: { state } });
  const claim: ClaimPairingRequest = { state, code: body.code, browserName, extensionVersion: '0.1.0' };
  return (await expectOk<BrowserTokens>(origin, 'POST', '/api/v1/pairings/claims', { body: claim, idempotencyKey: randomUUID() })).body;
}

export const importRequest = (requestedCount: number, gestureId: string): StartImportRequest => ({
  mode: 'visible-page',
  requestedCount,
  pageKind: 'people-search',
  pagePath: '/sales/search/people',
  searchId: null,
  extensionVersion: '0.1.0',
  parserVersion: '1.0.0',
  gestureId,
});

export const pageRequest = (pageNumber: number, gestureId: string, rows: readonly ImportRow[]): RecordPageRequest => ({
  pageNumber,
  sourcePage: ((pageNumber - 1) % 100) + 1,
  layout: 'A',
  gestureId,
  seen: rows.length,
  rows,
  refused: [],
});

export interface OpenImport {
  readonly id: string;
  readonly gestureId: string;
}

/** Repeats a request with the same key until it is answered: what the queue of the extension does, without its patience. */
export async function until<T>(
  origin: string,
  method: string,
  path: string,
  request: { readonly token: () => string; readonly body: unknown; readonly idempotencyKey: string },
  giveUpAt: number,
): Promise<RestAnswer<T>> {
  for (;;) {
    const answer = await call<T>(origin, method, path, { body: request.body, idempotencyKey: request.idempotencyKey, token: request.token() }).catch(
      () => null,
    );
    if (answer !== null && !asksToBeRepeated(answer)) return answer;
    if (Date.now() > giveUpAt)
      throw new Error(
        `${method} ${path} had no final answer in time; last was ${answer === null ? 'none' : `${String(answer.status)} ${JSON.stringify(answer.body)}`}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 150));
  }
}

/** A conflict is an answer like any other, unless it says when to come back. */
const asksToBeRepeated = ({ status, headers }: RestAnswer<unknown>): boolean =>
  status >= 500 || status === 429 || (status === 409 && headers['retry-after'] !== undefined);

export async function startImport(origin: string, token: string, requestedCount: number): Promise<OpenImport> {
  const gestureId = randomUUID();
  const { body } = await expectOk<ImportView>(origin, 'POST', '/api/v1/imports', {
    token,
    body: importRequest(requestedCount, gestureId),
    idempotencyKey: randomUUID(),
  });
  return { id: body.id, gestureId };
}

export const sendPage = (
  origin: string,
  token: string,
  open: OpenImport,
  pageNumber: number,
  rows: readonly ImportRow[],
  idempotencyKey: string = randomUUID(),
): Promise<RestAnswer<PageReceipt>> =>
  expectOk<PageReceipt>(origin, 'POST', `/api/v1/imports/${open.id}/pages`, { token, body: pageRequest(pageNumber, open.gestureId, rows), idempotencyKey });

export const finishImport = (origin: string, token: string, open: OpenImport): Promise<RestAnswer<ImportView>> =>
  expectOk<ImportView>(origin, 'POST', `/api/v1/imports/${open.id}/finish`, {
    token,
    body: { outcome: 'completed', faultCode: null },
    idempotencyKey: randomUUID(),
  });
