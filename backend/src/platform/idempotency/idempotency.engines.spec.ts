import { startWriteSide, type WriteSide } from '../testing/write-side';
import { Idempotency, IdempotencyInProgress, IdempotencyKeyReused, type IdempotentRequest } from './idempotency';
import { CountingIds, countedId } from '../testing/counting-ids';
import { RandomIds } from '../time-and-ids/ids';

let side: WriteSide;
beforeAll(() => {
  side = startWriteSide();
});
afterAll(() => side.close());

let keys = 0;
const request = (parts: Partial<IdempotentRequest> = {}): IdempotentRequest => ({
  workspaceId: countedId(1),
  principal: countedId(2),
  route: 'POST /api/v1/imports',
  key: `key-${String((keys += 1))}`,
  body: { rows: [1, 2] },
  ...parts,
});
/** Work that counts its runs and answers with the command id it was given. */
const counted = () => {
  const commandIds: string[] = [];
  return { commandIds, work: (commandId: string) => Promise.resolve({ run: commandIds.push(commandId), commandId }) };
};

describe('a request with a key', () => {
  it('is worked on once, and every repetition gets the same answer, here and in another process', async () => {
    const { commandIds, work } = counted();
    const asked = request();
    const first = await side.idempotency.once(asked, work);
    expect(first).toEqual({ answer: { run: 1, commandId: commandIds[0] }, replayed: false });
    expect(await side.idempotency.once(asked, work)).toEqual({ ...first, replayed: true });
    expect(await side.another().idempotency.once(asked, work)).toEqual({ ...first, replayed: true });
    expect(commandIds).toHaveLength(1);
  });

  it('is refused with another body', async () => {
    const { work } = counted();
    const asked = request();
    await side.idempotency.once(asked, work);
    await expect(side.idempotency.once({ ...asked, body: { rows: [1, 2, 3] } }, work)).rejects.toThrow(IdempotencyKeyReused);
  });

  it.each<[string, Partial<IdempotentRequest>]>([
    ['workspace', { workspaceId: countedId(9) }],
    ['principal', { principal: countedId(9) }],
    ['route', { route: 'POST /api/v1/other' }],
    ['key', { key: 'another' }],
  ])('is another request under another %s', async (_part, other) => {
    const { commandIds, work } = counted();
    const asked = request();
    await side.idempotency.once(asked, work);
    expect(await side.idempotency.once({ ...asked, ...other }, work)).toMatchObject({ replayed: false });
    expect(commandIds).toHaveLength(2);
  });

  it('shares one run among those who ask at once, and tells them apart by body', async () => {
    const { commandIds, work } = counted();
    const asked = request();
    const answers = Promise.all([1, 2, 3].map(() => side.idempotency.once(asked, work)));
    await expect(side.idempotency.once({ ...asked, body: null }, work)).rejects.toThrow(IdempotencyKeyReused);
    expect((await answers).map(({ replayed }) => replayed)).toEqual([false, true, true]);
    expect(commandIds).toHaveLength(1);
  });

  it('runs again under the same command id when the first run was cut off', async () => {
    const { commandIds, work } = counted();
    const asked = request();
    const cutOff = (commandId: string): Promise<never> => {
      commandIds.push(commandId);
      return Promise.reject(new Error('killed'));
    };
    await expect(side.idempotency.once(asked, cutOff)).rejects.toThrow('killed');
    expect(await side.another().idempotency.once(asked, work)).toMatchObject({ replayed: false });
    expect(commandIds[1]).toBe(commandIds[0]);
  });

  it('answers that the first one still runs when it takes too long', async () => {
    const { vault, clock } = side;
    const impatient = new Idempotency({ vault, clock, ids: new CountingIds(), secrets: [Buffer.alloc(32, 1)], shareMs: 20 });
    const asked = request();
    let finish: (answer: string) => void = () => undefined;
    const slow = impatient.once(asked, () => new Promise<string>((resolve) => (finish = resolve)));
    await expect(impatient.once(asked, () => Promise.resolve('second'))).rejects.toThrow(IdempotencyInProgress);
    await until(() => finish.length === 1);
    finish('first');
    expect(await slow).toEqual({ answer: 'first', replayed: false });
  });

  it('is recognised under the secret before, with its own body only, until nobody has that secret', async () => {
    const { vault, clock } = side;
    const [older, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const withSecrets = (...secrets: readonly [Buffer, ...Buffer[]]): Idempotency => new Idempotency({ vault, clock, ids: new RandomIds(), secrets });
    const { commandIds, work } = counted();
    const asked = request();
    const first = await withSecrets(older).once(asked, work);
    expect(await withSecrets(newer, older).once(asked, work)).toEqual({ ...first, replayed: true });
    await expect(withSecrets(newer, older).once({ ...asked, body: null }, work)).rejects.toThrow(IdempotencyKeyReused);
    const later = request();
    await withSecrets(newer, older).once(later, work);
    expect(await withSecrets(newer).once(later, work)).toMatchObject({ replayed: true });
    expect(await withSecrets(newer).once(asked, work)).toMatchObject({ replayed: false });
    expect(commandIds).toHaveLength(3);
  });

  it('leaves neither key nor body in the vault, and an end to its life', async () => {
    const { work } = counted();
    await side.idempotency.once(request({ key: 'very-secret-key', body: { name: 'Ada Lovelace' } }), work);
    const records = await side.vault.collection('idempotency_records').find().toArray();
    expect(JSON.stringify(records)).not.toMatch(/very-secret-key|Lovelace/);
    expect(records.at(-1)?.['expiresAt']).toEqual(new Date('2026-01-12T09:00:00.000Z'));
    // Not before: the clock of the test is behind that of the database, which would drop the records under way.
    await side.idempotency.prepare();
    const indexes = await side.vault.collection('idempotency_records').indexes();
    expect(indexes.find(({ key }) => 'expiresAt' in key)).toMatchObject({ expireAfterSeconds: 0 });
  });
});

describe('a request without a key', () => {
  it('is worked on each time under a new command id', async () => {
    const { commandIds, work } = counted();
    const asked = request({ key: null });
    await side.idempotency.once(asked, work);
    expect(await side.idempotency.once(asked, work)).toMatchObject({ replayed: false });
    expect(new Set(commandIds).size).toBe(2);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
