import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import type { Db } from 'mongodb';
import type { IssuedApiKey } from '../../../../../../event-schemas/src/http/api-keys';
import { EVENT_STORE, type EventStore } from '../../../../platform/event-store/event-store';
import { VIEWS_DB } from '../../../../platform/projections/views-database';
import { VAULT_DB } from '../../../../platform/sealing/vault';
import { contextForTests } from '../../../../platform/testing/metadata';
import { derivedId } from '../../../../platform/time-and-ids/ids';
import { ApiKeySecrets } from '../../api-keys/api-key-secrets';
import { CreateApiKeyCommand } from '../../commands/issue-api-key';
import { becomes, HOUR_MS, keysOfAda, PASSWORD, typeOf } from '../../testing/keys-of-ada';

const { application, call, clock, joins, leads, listed, made, owner, revoke, rotate } = keysOfAda();

describe('a new API key', () => {
  it('is shown once with its secret, and listed without it', async () => {
    const answer = await call(owner(), 'post', 'api-keys', { name: ' Nightly export ', scopes: ['read-leads', 'run-imports'], days: 30, password: PASSWORD });
    const { secret, ...key } = answer.body as IssuedApiKey;
    expect([answer.status, answer.headers['cache-control'], key]).toEqual([
      201,
      'no-store',
      {
        id: expect.any(String),
        name: 'Nightly export',
        prefix: secret.slice(0, 12),
        scopes: ['read-leads', 'run-imports'],
        accountId: owner().account.id,
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
    const [vault, viewed] = [JSON.stringify(await all(application().app.get<Db>(VAULT_DB))), JSON.stringify(await all(application().app.get<Db>(VIEWS_DB)))];
    const events = JSON.stringify(await application().app.get<EventStore>(EVENT_STORE).readStream(`workspace-${owner().workspace.id}`));
    const stored = await application().app.get<Db>(VAULT_DB).collection<{ hash: string }>('api_key_secrets').find({ keyId: id }).toArray();
    expect([stored.length, viewed.includes('Kept apart'), events.includes(id)]).toEqual([2, true, true]);
    expect([vault, viewed, events].map((text) => text.includes(secret.slice(13)))).toEqual([false, false, false]);
    for (const { hash } of stored) expect([vault, viewed, events].map((text) => text.includes(hash))).toEqual([true, false, false]);
    expect(events).not.toContain('Kept apart');
  });

  it('is one for one Idempotency-Key, also when many ask at once, and its secret is shown again for ten minutes', async () => {
    const body = { name: 'Twice', scopes: ['read-leads'], days: 1, password: PASSWORD };
    const ask = () => call(owner(), 'post', 'api-keys', body, { 'Idempotency-Key': 'key-1' });
    const [first, ...others] = await Promise.all([ask(), ask(), ask()]);
    expect([first, ...others].map((answer) => [answer.status, answer.body])).toEqual(Array(3).fill([201, first.body]));
    expect(typeOf(await call(owner(), 'post', 'api-keys', { ...body, days: 2 }, { 'Idempotency-Key': 'key-1' }))).toEqual([
      422,
      '/problems/idempotency-key-reused',
    ]);
    clock.advance(10 * 60_000);
    expect(typeOf(await ask())).toEqual([409, '/problems/api-key-secret-gone']);
    expect((await leads(String(first.body.secret))).status).toBe(200);
  });

  it('goes on with the same secret where it was killed after the vault, and opens nothing before the stream names it', async () => {
    const context = contextForTests({ commandId: randomUUID(), workspaceId: owner().workspace.id, actor: owner().account.id, occurredAt: clock.now() });
    const ids = { keyId: derivedId(context.commandId, 'api-key'), secretId: derivedId(context.commandId, 'api-key-secret'), workspaceId: owner().workspace.id };
    const secrets = application().app.get(ApiKeySecrets);
    await secrets.make(ids);
    const secret = String(await secrets.show(ids));
    expect((await leads(secret)).status).toBe(401);
    const command = new CreateApiKeyCommand(owner().workspace.id, owner().account.id, { name: 'Killed', scopes: ['read-leads'], days: 1 }, context);
    expect(await application().app.get(CommandBus).execute(command)).toMatchObject({ kind: 'accepted', ...ids });
    expect([await secrets.show(ids), (await becomes(200, () => leads(secret))).status]).toEqual([secret, 200]);
  });

  it('goes on with the same secret where it was killed after the event, and records it once', async () => {
    const body = { name: 'Killed later', scopes: ['read-leads'], days: 1, password: PASSWORD };
    const ask = () => call(owner(), 'post', 'api-keys', body, { 'Idempotency-Key': 'key-2' });
    const first = await ask();
    const records = application().app.get<Db>(VAULT_DB).collection('idempotency_records');
    // As after a kill before the answer was kept.
    const { modifiedCount } = await records.updateOne({ 'answer.keyId': first.body.id }, { $unset: { answer: '' } });
    const again = await ask();
    const events = await application().app.get<EventStore>(EVENT_STORE).readStream(`workspace-${owner().workspace.id}`);
    const own = events.filter(({ data }) => (data['c'] as { readonly keyId?: string }).keyId === first.body.id);
    expect([modifiedCount, again.status, again.body, own.length]).toEqual([1, 201, first.body, 1]);
  });

  it('leaves nothing in the vault when it is refused', async () => {
    const member = await joins('member');
    const context = contextForTests({ commandId: randomUUID(), workspaceId: owner().workspace.id });
    const command = new CreateApiKeyCommand(owner().workspace.id, member.account.id, { name: 'No', scopes: ['read-leads'], days: 1 }, context);
    expect(await application().app.get(CommandBus).execute(command)).toEqual({ kind: 'rejected', reason: 'NotPermitted' });
    const left = application().app.get<Db>(VAULT_DB).collection<{ _id: string }>('api_key_secrets');
    expect(await left.countDocuments({ _id: derivedId(context.commandId, 'api-key-secret') })).toBe(0);
  });

  it('is made with the password of its maker alone; another one leaves nothing', async () => {
    const stream = `workspace-${owner().workspace.id}`;
    const kept = async () => [
      (await application().app.get<EventStore>(EVENT_STORE).readStream(stream)).length,
      await application().app.get<Db>(VAULT_DB).collection('api_key_secrets').countDocuments(),
    ];
    const before = await kept();
    const refused = await call(owner(), 'post', 'api-keys', { name: 'Key', scopes: ['read-leads'], days: 1, password: 'not the password' });
    expect([typeOf(refused), refused.body.errors[0].pointer, await kept()]).toEqual([[403, '/problems/wrong-password'], '/password', before]);
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
    ['no password', { password: undefined }, '/password'],
    ['an unknown field', { accountId: 'x' }, '/accountId'],
  ])('is refused with %s, and the field is named', async (_case, change, pointer) => {
    const answer = await call(owner(), 'post', 'api-keys', { name: 'Key', scopes: ['read-leads'], days: 1, password: PASSWORD, ...change });
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
