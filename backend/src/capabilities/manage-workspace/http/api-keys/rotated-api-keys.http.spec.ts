import { randomUUID } from 'node:crypto';
import type { IssuedApiKey } from '../../../../../../event-schemas/src/http/api-keys';
import { becomes, HOUR_MS, keysOfAda, PASSWORD, typeOf } from '../../testing/keys-of-ada';

const { call, clock, joins, leads, listed, made, owner, revoke, rotate } = keysOfAda();

describe('another secret of an API key', () => {
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
    const refused = await call(admin, 'post', `api-keys/${id}/rotations`, { overlapHours: 24, password: PASSWORD });
    expect([typeOf(refused), refused.body.secret]).toEqual([[409, '/problems/api-key-of-another'], undefined]);
    expect([(await leads(secret)).status, (await revoke(id, admin)).status, (await leads(secret)).status]).toEqual([200, 204, 401]);
  });

  it('is had with the password of its maker alone', async () => {
    const { id, secret } = await made();
    const refused = await call(owner(), 'post', `api-keys/${id}/rotations`, { overlapHours: 0, password: 'not the password' });
    expect([typeOf(refused), refused.body.secret, (await leads(secret)).status]).toEqual([[403, '/problems/wrong-password'], undefined, 200]);
  });

  it.each([[-1], [169], [1.5], ['1'], [null]])('is not rotated with an overlap of %j hours', async (overlapHours) => {
    const answer = await call(owner(), 'post', `api-keys/${randomUUID()}/rotations`, { overlapHours, password: PASSWORD });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, '/overlapHours']);
  });
});
