import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandBus } from '@nestjs/cqrs';
import type { Db } from 'mongodb';
import type { OwnWorkspace } from '../../../../../event-schemas/src/http/accounts';
import type { ApiKey, IssuedApiKey } from '../../../../../event-schemas/src/http/api-keys';
import type { BrowserTokens, PairingCode } from '../../../../../event-schemas/src/http/manage-workspace';
import type { Session } from '../../../../../event-schemas/src/http/sign-in';
import { capabilityModules, views } from '../../../app/capabilities';
import { EVENT_STORE, type EventStore } from '../../../platform/event-store/event-store';
import { ApiKeys } from '../../../platform/identity/api-keys';
import { API_KEY_SCOPES } from '../../../platform/identity/permissions';
import { VIEWS_DB } from '../../../platform/projections/views-database';
import { VAULT_DB } from '../../../platform/sealing/vault';
import { startApplication, type TestApplication } from '../../../platform/testing/application';
import { FixedClock } from '../../../platform/testing/fixed-clock';
import { contextForTests } from '../../../platform/testing/metadata';
import { derivedId } from '../../../platform/time-and-ids/ids';
import { ApiKeySecrets } from '../api-keys/api-key-secrets';
import { CreateApiKeyCommand } from '../commands/issue-api-key';

const PASSWORD = 'seven lamps of architecture';
const HOUR_MS = 3_600_000;
const clock = new FixedClock(new Date().toISOString());
let app: TestApplication;
let owner: Session;

type Method = 'get' | 'post' | 'patch' | 'delete';
/** A person, or the secret of a key. */
type Caller = Pick<Session, 'accessToken'> | string | null;
const headers = (caller: Caller): Record<string, string> => {
  if (caller === null) return {};
  return { Authorization: `Bearer ${typeof caller === 'string' ? caller : caller.accessToken}` };
};
const call = (caller: Caller, method: Method, path: string, body?: object, more: Record<string, string> = {}, at: TestApplication = app) =>
  at.http[method](`/api/v1/${path}`)
    .set({ ...headers(caller), ...more })
    .send(body);
const typeOf = ({ status, body }: { status: number; body: { type?: string } }) => [status, body.type];

async function made(parts: object = {}, by: Session = owner): Promise<IssuedApiKey> {
  const answer = await call(by, 'post', 'api-keys', { name: 'Nightly export', scopes: ['read-leads'], days: 90, ...parts });
  expect(answer.status).toBe(201);
  return answer.body as IssuedApiKey;
}

const rotate = (id: string, overlapHours: number, more = {}) => call(owner, 'post', `api-keys/${id}/rotations`, { overlapHours }, more);
const revoke = (id: string, by: Session = owner) => call(by, 'delete', `api-keys/${id}`);
const leads = (secret: string, at: TestApplication = app) => call(secret, 'get', 'leads', undefined, {}, at);

/** Of the owner, with a token of its own. */
async function pairedBrowser(): Promise<Pick<Session, 'accessToken'>> {
  const state = randomBytes(32).toString('base64url');
  const { code } = (await call(owner, 'post', 'pairings', { state })).body as PairingCode;
  const claim = { state, code, browserName: 'Chrome', extensionVersion: '0.1.0' };
  return (await call(null, 'post', 'pairings/claims', claim, { 'Idempotency-Key': randomUUID() })).body as BrowserTokens;
}

/** The first answer with this status; what was true a second ago may still count. */
async function becomes(status: number, ask: () => PromiseLike<{ status: number; body: { type?: string } }>) {
  const until = Date.now() + 3_000;
  let answer = await ask();
  while (answer.status !== status && Date.now() < until) answer = await ask();
  return answer;
}

async function listed(id: string, position?: string): Promise<ApiKey> {
  const answer = await call(owner, 'get', 'api-keys?limit=100', undefined, position === undefined ? {} : { 'After-Position': position });
  const found = (answer.body.items as readonly ApiKey[]).find((key) => key.id === id);
  if (found === undefined) throw new Error('The key is not in the list.');
  return found;
}

let joiners = 0;
async function joins(role: string): Promise<Session> {
  joiners += 1;
  const { link } = (await call(owner, 'post', 'invitations', { email: `person-${String(joiners)}@example.com`, role })).body;
  const { body } = await call(null, 'get', 'documents');
  const acceptedDocuments = body.map(({ document, version }: { document: string; version: string }) => ({ document, version }));
  const newAccount = { displayName: 'Grace', password: PASSWORD, region: 'DE', oldEnough: true, acceptedDocuments };
  return (await call(null, 'post', 'invitation-acceptances', { token: String(link).split('#token=')[1], newAccount })).body as Session;
}

beforeAll(async () => {
  const modules = (dataFolder: string) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 4 });
  app = await startApplication({ modules, views, clock });
  const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
  const set = { token, email: 'ada@example.com', password: PASSWORD, displayName: 'Ada', workspaceName: 'Sales' };
  const setUp = await call(null, 'post', 'set-up', set);
  owner = setUp.body as Session;
  // Names come from a view.
  expect((await call(owner, 'get', 'members', undefined, { 'After-Position': String(setUp.headers['position']) })).status).toBe(200);
});
afterAll(() => app.close());

describe('a new API key', () => {
  it('is shown once with its secret, and listed without it', async () => {
    const answer = await call(owner, 'post', 'api-keys', { name: ' Nightly export ', scopes: ['read-leads', 'run-imports'], days: 30 });
    const { secret, ...key } = answer.body as IssuedApiKey;
    expect([answer.status, answer.headers['cache-control'], key]).toEqual([
      201,
      'no-store',
      {
        id: expect.any(String),
        name: 'Nightly export',
        prefix: secret.slice(0, 12),
        scopes: ['read-leads', 'run-imports'],
        accountId: owner.account.id,
        createdBy: 'Ada',
        createdAt: clock.now(),
        expiresAt: new Date(Date.parse(clock.now()) + 30 * 24 * HOUR_MS).toISOString(),
        lastUsedAt: null,
        state: 'active',
        olderSecretUntil: null,
      },
    ]);
    expect(secret).toMatch(/^lgk_[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/);
    expect(await listed(key.id, answer.headers['position'])).toEqual(key);
  });

  it('leaves its secret nowhere, and its hash in the vault alone', async () => {
    const { id, secret } = await made({ name: 'Kept apart' });
    expect((await leads(secret)).status).toBe(200);
    const { headers: after } = await rotate(id, 24);
    await listed(id, after['position']);
    const all = async (db: Db) => Promise.all((await db.collections()).map((collection) => collection.find().toArray()));
    const [vault, viewed] = [JSON.stringify(await all(app.app.get<Db>(VAULT_DB))), JSON.stringify(await all(app.app.get<Db>(VIEWS_DB)))];
    const events = JSON.stringify(await app.app.get<EventStore>(EVENT_STORE).readStream(`workspace-${owner.workspace.id}`));
    const stored = await app.app.get<Db>(VAULT_DB).collection<{ hash: string }>('api_key_secrets').find({ keyId: id }).toArray();
    expect([stored.length, viewed.includes('Kept apart'), events.includes(id)]).toEqual([2, true, true]);
    expect([vault, viewed, events].map((text) => text.includes(secret.slice(13)))).toEqual([false, false, false]);
    for (const { hash } of stored) expect([vault, viewed, events].map((text) => text.includes(hash))).toEqual([true, false, false]);
    expect(events).not.toContain('Kept apart');
  });

  it('is one for one Idempotency-Key, also when many ask at once, and its secret is shown again for ten minutes', async () => {
    const body = { name: 'Twice', scopes: ['read-leads'], days: 1 };
    const ask = () => call(owner, 'post', 'api-keys', body, { 'Idempotency-Key': 'key-1' });
    const [first, ...others] = await Promise.all([ask(), ask(), ask()]);
    expect([first, ...others].map((answer) => [answer.status, answer.body])).toEqual(Array(3).fill([201, first.body]));
    expect(typeOf(await call(owner, 'post', 'api-keys', { ...body, days: 2 }, { 'Idempotency-Key': 'key-1' }))).toEqual([
      422,
      '/problems/idempotency-key-reused',
    ]);
    clock.advance(10 * 60_000);
    expect(typeOf(await ask())).toEqual([409, '/problems/api-key-secret-gone']);
    expect((await leads(String(first.body.secret))).status).toBe(200);
  });

  it('goes on with the same secret where it was killed after the vault, and opens nothing before the stream names it', async () => {
    const context = contextForTests({ commandId: randomUUID(), workspaceId: owner.workspace.id, actor: owner.account.id, occurredAt: clock.now() });
    const ids = { keyId: derivedId(context.commandId, 'api-key'), secretId: derivedId(context.commandId, 'api-key-secret'), workspaceId: owner.workspace.id };
    const secrets = app.app.get(ApiKeySecrets);
    await secrets.make(ids);
    const secret = String(await secrets.show(ids));
    expect((await leads(secret)).status).toBe(401);
    const command = new CreateApiKeyCommand(owner.workspace.id, owner.account.id, { name: 'Killed', scopes: ['read-leads'], days: 1 }, context);
    expect(await app.app.get(CommandBus).execute(command)).toMatchObject({ kind: 'accepted', ...ids });
    expect([await secrets.show(ids), (await becomes(200, () => leads(secret))).status]).toEqual([secret, 200]);
  });

  it('goes on with the same secret where it was killed after the event, and records it once', async () => {
    const body = { name: 'Killed later', scopes: ['read-leads'], days: 1 };
    const ask = () => call(owner, 'post', 'api-keys', body, { 'Idempotency-Key': 'key-2' });
    const first = await ask();
    const records = app.app.get<Db>(VAULT_DB).collection('idempotency_records');
    // As after a kill before the answer was kept.
    const { modifiedCount } = await records.updateOne({ 'answer.keyId': first.body.id }, { $unset: { answer: '' } });
    const again = await ask();
    const events = await app.app.get<EventStore>(EVENT_STORE).readStream(`workspace-${owner.workspace.id}`);
    const own = events.filter(({ data }) => (data['c'] as { readonly keyId?: string }).keyId === first.body.id);
    expect([modifiedCount, again.status, again.body, own.length]).toEqual([1, 201, first.body, 1]);
  });

  it('leaves nothing in the vault when it is refused', async () => {
    const member = await joins('member');
    const context = contextForTests({ commandId: randomUUID(), workspaceId: owner.workspace.id });
    const command = new CreateApiKeyCommand(owner.workspace.id, member.account.id, { name: 'No', scopes: ['read-leads'], days: 1 }, context);
    expect(await app.app.get(CommandBus).execute(command)).toEqual({ kind: 'rejected', reason: 'NotPermitted' });
    const left = app.app.get<Db>(VAULT_DB).collection<{ _id: string }>('api_key_secrets');
    expect(await left.countDocuments({ _id: derivedId(context.commandId, 'api-key-secret') })).toBe(0);
  });

  it.each([
    ['no name', { name: ' ' }, '/name'],
    ['a name of many signs', { name: 'x'.repeat(121) }, '/name'],
    ['no scope', { scopes: [] }, '/scopes'],
    ['a scope twice', { scopes: ['read-leads', 'read-leads'] }, '/scopes'],
    ['a permission that is not for keys', { scopes: ['manage-members'] }, '/scopes'],
    ['an operator for a scope', { scopes: [{ $gt: '' }] }, '/scopes'],
    ['no day', { days: 0 }, '/days'],
    ['more than a year', { days: 366 }, '/days'],
    ['a part of a day', { days: 1.5 }, '/days'],
    ['an unknown field', { accountId: 'x' }, '/accountId'],
  ])('is refused with %s, and the field is named', async (_case, change, pointer) => {
    const answer = await call(owner, 'post', 'api-keys', { name: 'Key', scopes: ['read-leads'], days: 1, ...change });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('is made, listed, rotated and revoked by those who run the workspace only', async () => {
    const [member, { id }] = [await joins('member'), await made()];
    const answers = [
      await call(member, 'post', 'api-keys', { name: 'Key', scopes: ['read-leads'], days: 1 }),
      await call(member, 'get', 'api-keys'),
      await call(member, 'post', `api-keys/${id}/rotations`, { overlapHours: 1 }),
      await revoke(id, member),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });
});

describe('an API key', () => {
  it('may do what its scopes say and what keys may do at all, and nothing else', async () => {
    const { secret } = await made();
    const all = (await made({ scopes: API_KEY_SCOPES })).secret;
    expect([(await leads(secret)).status, typeOf(await call(secret, 'get', 'members'))]).toEqual([200, [403, '/problems/not-permitted']]);
    const paths = ['leads', 'members', 'workspace', 'imports', 'me', 'browsers', 'api-keys', 'invitations'];
    const statuses = await Promise.all(paths.map(async (path) => (await call(all, 'get', path)).status));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 403, 403, 403]);
    expect((await call(all, 'post', 'api-keys', { name: 'Own', scopes: ['read-leads'], days: 1 })).status).toBe(403);
  });

  it('imports for its maker, under the surface of the api', async () => {
    const { secret } = await made({ scopes: ['run-imports', 'read-imports'] });
    const asked = {
      mode: 'visible-page',
      requestedCount: 25,
      pageKind: 'people-search',
      pagePath: '/sales/search/people',
      searchId: null,
      extensionVersion: '0.1.0',
      parserVersion: '1.0.0',
      gestureId: randomUUID(),
    };
    const started = await call(secret, 'post', 'imports', asked, { 'Idempotency-Key': 'import-1' });
    expect([started.status, started.body]).toMatchObject([201, { startedBy: owner.account.id, browserId: null }]);
    const [event] = await app.app.get<EventStore>(EVENT_STORE).readStream(`import-${String(started.body.id)}`);
    expect(event?.metadata).toMatchObject({ surface: 'api', actor: owner.account.id, purpose: 'import', basis: 'contract', source: 'user' });
    expect(event?.data).toMatchObject({ c: { browserId: null } });
    // The same key of the person is another request.
    const own = await call(owner, 'post', 'imports', asked, { 'Idempotency-Key': 'import-1' });
    expect([own.status, own.body.id === started.body.id]).toEqual([201, false]);
  });

  it('shows its last use to the minute', async () => {
    const { id, secret } = await made();
    const lastUse = async (): Promise<string | null> => {
      app.app.get(ApiKeys).forget();
      await leads(secret);
      return (await listed(id)).lastUsedAt;
    };
    const first = clock.now();
    expect(await lastUse()).toBe(first);
    clock.advance(59_999);
    expect(await lastUse()).toBe(first);
    clock.advance(1);
    expect(await lastUse()).toBe(clock.now());
  });

  it('works with both secrets in the overlap, and with the new one alone after it', async () => {
    const { id, secret } = await made();
    const answer = await rotate(id, 24, { 'Idempotency-Key': 'rotation-1' });
    const until = new Date(Date.parse(clock.now()) + 24 * HOUR_MS).toISOString();
    const rotated = answer.body as IssuedApiKey;
    expect([answer.status, rotated.id, rotated.prefix, rotated.olderSecretUntil]).toEqual([201, id, secret.slice(0, 12), until]);
    expect((await rotate(id, 24, { 'Idempotency-Key': 'rotation-1' })).body).toEqual(rotated);
    expect((await listed(id, answer.headers['position'])).olderSecretUntil).toBe(until);
    expect([(await leads(secret)).status, (await leads(rotated.secret)).status]).toEqual([200, 200]);
    clock.advance(24 * HOUR_MS);
    expect((await becomes(401, () => leads(secret))).status).toBe(401);
    expect([(await leads(rotated.secret)).status, (await listed(id)).olderSecretUntil]).toEqual([200, null]);
  });

  it('ends the older secret at once when there is no overlap, and any before it', async () => {
    const { id, secret } = await made();
    const second = (await rotate(id, 24)).body.secret as string;
    expect([(await leads(secret)).status, (await leads(second)).status]).toEqual([200, 200]);
    const third = (await rotate(id, 0)).body.secret as string;
    expect([(await leads(secret)).status, (await leads(second)).status, (await leads(third)).status]).toEqual([401, 401, 200]);
  });

  it('goes on with the secret in use when a rotation whose answer was lost is made again', async () => {
    const { id, secret } = await made();
    const lost = (await rotate(id, 24)).body.secret as string;
    const again = await rotate(id, 24);
    expect(again.body.olderSecretUntil).toBe(new Date(Date.parse(clock.now()) + 24 * HOUR_MS).toISOString());
    expect([(await leads(secret)).status, (await leads(lost)).status, (await leads(String(again.body.secret))).status]).toEqual([200, 200, 200]);
  });

  it('is rotated by whoever made it alone, and revoked by any admin', async () => {
    const [admin, { id, secret }] = [await joins('admin'), await made()];
    const refused = await call(admin, 'post', `api-keys/${id}/rotations`, { overlapHours: 24 });
    expect([typeOf(refused), refused.body.secret]).toEqual([[409, '/problems/api-key-of-another'], undefined]);
    expect([(await leads(secret)).status, (await revoke(id, admin)).status, (await leads(secret)).status]).toEqual([200, 204, 401]);
  });

  it('tells nothing of the other workspaces of its maker, nor does a paired browser', async () => {
    const { secret } = await made({ scopes: ['read-own-account'] });
    const other = await call(owner, 'post', 'workspaces', { name: 'Elsewhere' });
    const names = async (caller: Caller) => {
      const { body } = await call(caller, 'get', 'account/workspaces', undefined, { 'After-Position': String(other.headers['position']) });
      return (body.items as readonly OwnWorkspace[]).map(({ name }) => name);
    };
    expect([await names(owner), await names(secret), await names(await pairedBrowser())]).toEqual([['Sales', 'Elsewhere'], ['Sales'], ['Sales']]);
  });

  it.each([[-1], [169], [1.5], ['1'], [null]])('is not rotated with an overlap of %j hours', async (overlapHours) => {
    const answer = await call(owner, 'post', `api-keys/${randomUUID()}/rotations`, { overlapHours });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, '/overlapHours']);
  });

  it('is out at once here and within two seconds elsewhere when revoked, for good', async () => {
    const other = await app.another();
    const { id, secret } = await made();
    expect([(await leads(secret)).status, (await leads(secret, other)).status]).toEqual([200, 200]);
    const revoked = await revoke(id);
    const at = Date.now();
    expect([revoked.status, (await leads(secret)).status]).toEqual([204, 401]);
    expect((await becomes(401, () => leads(secret, other))).status).toBe(401);
    expect(Date.now() - at).toBeLessThan(2_000);
    expect([(await revoke(id)).status, typeOf(await rotate(id, 1))]).toEqual([204, [409, '/problems/api-key-over']]);
    expect((await listed(id, revoked.headers['position'])).state).toBe('revoked');
  });

  it('is not found in another workspace', async () => {
    const { id, secret } = await made();
    const elsewhere = await app.signIn();
    const as = { accessToken: elsewhere.authorization.slice('Bearer '.length) } as Session;
    expect([(await call(as, 'get', 'api-keys')).body.items, (await revoke(id, as)).status, (await revoke('nonsense')).status]).toEqual([[], 404, 404]);
    expect([(await rotate(randomUUID(), 1)).status, (await leads(secret)).status]).toEqual([404, 200]);
  });

  it('expires', async () => {
    const { id, secret } = await made({ days: 1 });
    clock.advance(24 * HOUR_MS);
    expect((await becomes(401, () => leads(secret))).status).toBe(401);
    expect([(await listed(id)).state, typeOf(await rotate(id, 1))]).toEqual(['expired', [409, '/problems/api-key-over']]);
  });

  it('is refused in the same words whether it is malformed, unknown, expired or revoked', async () => {
    const [expired, revoked, good] = [await made({ days: 1 }), await made(), await made()];
    await revoke(revoked.id);
    clock.advance(24 * HOUR_MS);
    const unknown = `${good.secret.slice(0, -1)}${good.secret.endsWith('A') ? 'B' : 'A'}`;
    const secrets = ['lgk_', 'lgk_x', `lgk_${'x'.repeat(2_000)}`, unknown, expired.secret, revoked.secret];
    const answers = await Promise.all(secrets.map((secret) => leads(secret)));
    const [first] = answers;
    expect(first?.body).toMatchObject({ status: 401, type: '/problems/not-signed-in', instance: '/api/v1/leads' });
    expect(answers.map(({ status, body }) => [status, body])).toEqual(secrets.map(() => [401, first?.body]));
    expect(answers.map((answer) => answer.headers['www-authenticate'])).toEqual(secrets.map(() => 'Bearer'));
    expect((await leads(good.secret)).status).toBe(200);
  });
});

describe('the maker of an API key', () => {
  const asked = { scopes: ['read-leads', 'run-imports', 'read-own-account'] };
  const cancel = (secret: string) => call(secret, 'post', `imports/${randomUUID()}/cancel`);

  it('who is given less leaves the key no more than that', async () => {
    const admin = await joins('admin');
    const { secret } = await made(asked, admin);
    expect([(await leads(secret)).status, (await cancel(secret)).status]).toEqual([200, 404]);
    expect((await call(owner, 'patch', `members/${admin.account.id}`, { role: 'auditor' })).status).toBe(200);
    expect([(await leads(secret)).status, typeOf(await cancel(secret))]).toEqual([200, [403, '/problems/not-permitted']]);
  });

  it('who is suspended leaves the key nothing but their own account, until that is lifted', async () => {
    const admin = await joins('admin');
    const { secret } = await made(asked, admin);
    await call(owner, 'post', `members/${admin.account.id}/suspension`, { reason: 'Shared a list.' });
    expect([typeOf(await leads(secret)), (await call(secret, 'get', 'me')).status]).toEqual([[403, '/problems/suspended'], 200]);
    await call(owner, 'delete', `members/${admin.account.id}/suspension`);
    expect((await leads(secret)).status).toBe(200);
  });

  it('who is removed takes the key along', async () => {
    const admin = await joins('admin');
    const { id, secret } = await made(asked, admin);
    const removed = await call(owner, 'delete', `members/${admin.account.id}`);
    expect([removed.status, (await leads(secret)).status]).toEqual([204, 401]);
    expect((await listed(id, removed.headers['position'])).state).toBe('revoked');
    const last = await app.app.get<EventStore>(EVENT_STORE).readLast(`workspace-${owner.workspace.id}`);
    expect([last?.storedType, last?.data['c']]).toEqual(['ApiKeyRevoked.v1', { keyId: id, cause: 'maker-gone' }]);
  });

  // Last, since it shuts out everybody.
  it('who lacks the second factor that the workspace asks for leaves the key nothing', async () => {
    const { secret } = await made(asked);
    expect((await call(owner, 'patch', 'workspace', { secondFactorRequired: true })).status).toBe(200);
    expect(typeOf(await leads(secret))).toEqual([403, '/problems/second-factor-required']);
  });
});
