/** The whole application with Ada, who set it up and makes API keys in it, and others who join her. */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'supertest';
import type { DocumentVersion } from '../../../../../event-schemas/src/http/accounts';
import type { ApiKey, IssuedApiKey } from '../../../../../event-schemas/src/http/api-keys';
import type { BrowserTokens, PairingCode } from '../../../../../event-schemas/src/http/manage-workspace';
import type { IssuedInvitation } from '../../../../../event-schemas/src/http/members';
import type { Page } from '../../../../../event-schemas/src/http/page';
import type { Session } from '../../../../../event-schemas/src/http/sign-in';
import { capabilityModules, views } from '../../../app/capabilities';
import { startApplication, type TestApplication } from '../../../platform/testing/application';
import { FixedClock } from '../../../platform/testing/fixed-clock';

export const HOUR_MS = 3_600_000;
export const PASSWORD = 'seven lamps of architecture';

type Method = 'get' | 'post' | 'patch' | 'delete';
/** A person, or the secret of a key. */
export type Caller = Pick<Session, 'accessToken'> | string | null;

const headers = (caller: Caller): Record<string, string> => {
  if (caller === null) return {};
  return { Authorization: `Bearer ${typeof caller === 'string' ? caller : caller.accessToken}` };
};

interface Answer {
  readonly status: number;
  readonly body: { readonly type?: string };
}

/** Status and type of a problem. */
export const typeOf = ({ status, body }: Answer): readonly unknown[] => [status, body.type];

/** The first answer with this status; what was true a second ago may still count. */
export async function becomes(status: number, ask: () => PromiseLike<Answer>): Promise<Answer> {
  const until = Date.now() + 3_000;
  let answer = await ask();
  while (answer.status !== status && Date.now() < until) answer = await ask();
  return answer;
}

export interface KeysOfAda {
  readonly clock: FixedClock;
  application(): TestApplication;
  owner(): Session;
  call(caller: Caller, method: Method, path: string, body?: object, more?: Readonly<Record<string, string>>, at?: TestApplication): Test;
  made(parts?: object, by?: Session): Promise<IssuedApiKey>;
  rotate(id: string, overlapHours: number, more?: Readonly<Record<string, string>>): Test;
  revoke(id: string, by?: Session): Test;
  /** Asks for leads with the secret. */
  leads(secret: string, at?: TestApplication): Test;
  listed(id: string, position?: string): Promise<ApiKey>;
  /** Of Ada, with a token of its own. */
  pairedBrowser(): Promise<Pick<Session, 'accessToken'>>;
  invites(email: string, role: string, by?: Session): Promise<IssuedInvitation>;
  /** With the link; makes the account of the invited address, or makes whoever is signed in a member. */
  accepts({ link }: IssuedInvitation, by?: Session): Promise<Answer>;
  joins(role: string): Promise<Session>;
}

/** Starts before the first test of the file and closes after the last. */
export function keysOfAda(): KeysOfAda {
  const clock = new FixedClock(new Date().toISOString());
  let app: TestApplication;
  let ada: Session;
  let joiners = 0;

  beforeAll(async () => {
    const modules = (dataFolder: string) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 4 });
    app = await startApplication({ modules, views, clock });
    const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
    const set = { token, email: 'ada@example.com', password: PASSWORD, displayName: 'Ada', workspaceName: 'Sales' };
    const setUp = await call(null, 'post', 'set-up', set);
    ada = setUp.body as Session;
    // Names come from a view.
    expect((await call(ada, 'get', 'members', undefined, { 'After-Position': String(setUp.headers['position']) })).status).toBe(200);
  });
  afterAll(() => app.close());

  const call: KeysOfAda['call'] = (caller, method, path, body, more = {}, at = app) =>
    at.http[method](`/api/v1/${path}`)
      .set({ ...headers(caller), ...more })
      .send(body);

  const invites: KeysOfAda['invites'] = async (email, role, by = ada) => {
    const answer = await call(by, 'post', 'invitations', { email, role });
    expect(answer.status).toBe(201);
    return answer.body as IssuedInvitation;
  };
  const accepts: KeysOfAda['accepts'] = async ({ link }, by) => {
    const token = link.split('#token=')[1];
    if (by !== undefined) return call(by, 'post', 'invitation-acceptances', { token });
    const documents = (await call(null, 'get', 'documents')).body as readonly DocumentVersion[];
    const acceptedDocuments = documents.map(({ document, version }) => ({ document, version }));
    const newAccount = { displayName: 'Grace', password: PASSWORD, region: 'DE', oldEnough: true, acceptedDocuments };
    return call(null, 'post', 'invitation-acceptances', { token, newAccount });
  };

  return {
    clock,
    application: () => app,
    owner: () => ada,
    call,
    async made(parts = {}, by = ada) {
      const answer = await call(by, 'post', 'api-keys', { name: 'Nightly export', scopes: ['read-leads'], days: 90, password: PASSWORD, ...parts });
      expect(answer.status).toBe(201);
      return answer.body as IssuedApiKey;
    },
    rotate: (id, overlapHours, more = {}) => call(ada, 'post', `api-keys/${id}/rotations`, { overlapHours, password: PASSWORD }, more),
    revoke: (id, by = ada) => call(by, 'delete', `api-keys/${id}`),
    leads: (secret, at = app) => call(secret, 'get', 'leads', undefined, {}, at),
    async listed(id, position) {
      const answer = await call(ada, 'get', 'api-keys?limit=100', undefined, position === undefined ? {} : { 'After-Position': position });
      const found = (answer.body as Page<ApiKey>).items.find((key) => key.id === id);
      if (found === undefined) throw new Error('The key is not in the list.');
      return found;
    },
    async pairedBrowser() {
      const state = randomBytes(32).toString('base64url');
      const { code } = (await call(ada, 'post', 'pairings', { state })).body as PairingCode;
      const claim = { state, code, browserName: 'Chrome', extensionVersion: '0.1.0' };
      return (await call(null, 'post', 'pairings/claims', claim, { 'Idempotency-Key': randomUUID() })).body as BrowserTokens;
    },
    invites,
    accepts,
    async joins(role) {
      joiners += 1;
      return (await accepts(await invites(`person-${String(joiners)}@example.com`, role))).body as Session;
    },
  };
}
