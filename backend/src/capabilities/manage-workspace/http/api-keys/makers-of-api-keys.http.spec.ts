import { randomUUID } from 'node:crypto';
import { EVENT_STORE, type EventStore } from '../../../../platform/event-store/event-store';
import { keysOfAda, PASSWORD, typeOf } from '../../testing/keys-of-ada';

const { application, call, joins, leads, listed, made, owner } = keysOfAda();

describe('the maker of an API key', () => {
  const asked = { scopes: ['read-leads', 'run-imports', 'read-own-account'] };
  const cancel = (secret: string) => call(secret, 'post', `imports/${randomUUID()}/cancel`);

  it('who is given less leaves the key no more than that', async () => {
    const admin = await joins('admin');
    const { secret } = await made(asked, admin);
    expect([(await leads(secret)).status, (await cancel(secret)).status]).toEqual([200, 404]);
    expect((await call(owner(), 'patch', `members/${admin.account.id}`, { role: 'auditor' })).status).toBe(200);
    expect([(await leads(secret)).status, typeOf(await cancel(secret))]).toEqual([200, [403, '/problems/not-permitted']]);
  });

  it('who is suspended leaves the key nothing but their own account, until that is lifted', async () => {
    const admin = await joins('admin');
    const { secret } = await made(asked, admin);
    await call(owner(), 'post', `members/${admin.account.id}/suspension`, { reason: 'Shared a list.' });
    expect([typeOf(await leads(secret)), (await call(secret, 'get', 'me')).status]).toEqual([[403, '/problems/suspended'], 200]);
    await call(owner(), 'delete', `members/${admin.account.id}/suspension`);
    expect((await leads(secret)).status).toBe(200);
  });

  it('who is removed takes the key along', async () => {
    const admin = await joins('admin');
    const { id, secret } = await made(asked, admin);
    const removed = await call(owner(), 'delete', `members/${admin.account.id}`);
    expect([removed.status, (await leads(secret)).status]).toEqual([204, 401]);
    expect((await listed(id, removed.headers['position'])).state).toBe('revoked');
    const last = await application().app.get<EventStore>(EVENT_STORE).readLast(`workspace-${owner().workspace.id}`);
    expect([last?.storedType, last?.data['c']]).toEqual(['ApiKeyRevoked.v1', { keyId: id, cause: 'maker-gone' }]);
  });

  // Last, since it shuts out everybody.
  it('who lacks the second factor that the workspace asks for leaves the key nothing', async () => {
    const { secret } = await made(asked);
    expect((await call(owner(), 'patch', 'workspace', { secondFactorRequired: true, password: PASSWORD })).status).toBe(200);
    expect(typeOf(await leads(secret))).toEqual([403, '/problems/second-factor-required']);
  });
});
