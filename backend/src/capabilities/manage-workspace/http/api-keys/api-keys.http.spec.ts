import { randomUUID } from 'node:crypto';
import type { OwnWorkspace } from '../../../../../../event-schemas/src/http/accounts';
import type { Session } from '../../../../../../event-schemas/src/http/sign-in';
import { EVENT_STORE, type EventStore } from '../../../../platform/event-store/event-store';
import { ApiKeys } from '../../../../platform/identity/api-keys';
import { API_KEY_SCOPES } from '../../../../platform/identity/permissions';
import { becomes, HOUR_MS, keysOfAda, type Caller, typeOf } from '../../testing/keys-of-ada';

const { application, call, clock, leads, listed, made, owner, pairedBrowser, revoke, rotate } = keysOfAda();

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
    expect([started.status, started.body]).toMatchObject([201, { startedBy: owner().account.id, browserId: null }]);
    const [event] = await application()
      .app.get<EventStore>(EVENT_STORE)
      .readStream(`import-${String(started.body.id)}`);
    expect(event?.metadata).toMatchObject({ surface: 'api', actor: owner().account.id, purpose: 'import', basis: 'contract', source: 'user' });
    expect(event?.data).toMatchObject({ c: { browserId: null } });
    // The same key of the person is another request.
    const own = await call(owner(), 'post', 'imports', asked, { 'Idempotency-Key': 'import-1' });
    expect([own.status, own.body.id === started.body.id]).toEqual([201, false]);
  });

  it('shows its last use to the minute', async () => {
    const { id, secret } = await made();
    const lastUse = async (): Promise<string | null> => {
      application().app.get(ApiKeys).forget();
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

  it('tells nothing of the other workspaces of its maker, nor does a paired browser', async () => {
    const { secret } = await made({ scopes: ['read-own-account'] });
    const other = await call(owner(), 'post', 'workspaces', { name: 'Elsewhere' });
    const names = async (caller: Caller) => {
      const { body } = await call(caller, 'get', 'account/workspaces', undefined, { 'After-Position': String(other.headers['position']) });
      return (body.items as readonly OwnWorkspace[]).map(({ name }) => name);
    };
    expect([await names(owner()), await names(secret), await names(await pairedBrowser())]).toEqual([['Sales', 'Elsewhere'], ['Sales'], ['Sales']]);
  });

  it('is out at once here and within two seconds elsewhere when revoked, for good', async () => {
    const other = await application().another();
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
    const elsewhere = await application().signIn();
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
