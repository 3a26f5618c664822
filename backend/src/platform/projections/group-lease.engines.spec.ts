import { MongoClient, type Db } from 'mongodb';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { GroupLease, LeaseLost, NOTHING_SEEN } from './group-lease';
import { isDead, newHolder } from './holder';
import { acquireByAsking, whileHolding } from './hold-lease';
import { groupsOf } from './views-database';

let client: MongoClient;
let views: Db;
beforeAll(() => {
  client = new MongoClient(process.env['TEST_MONGODB_URL'] ?? '');
});
beforeEach(() => {
  views = client.db(`view_${randomUUID().slice(0, 8)}`);
});
afterEach(() => views.dropDatabase());
afterAll(() => client.close());

const lease = (): GroupLease => new GroupLease(views, 'group');
const seen = { position: '00000000000000000007', events: 7 };
/** The name of this very holder, as a process that has ended would have it. */
const ofDeadProcess = (): string => newHolder().replace(`|${String(process.pid)}|`, `|${String(spawnSync(process.execPath, ['-e', '']).pid)}|`);

describe('the lease of a group', () => {
  it('goes to one holder, and with its checkpoint to the next when it is given back', async () => {
    const [one, other] = [lease(), lease()];
    expect(await one.tryAcquire()).toEqual(NOTHING_SEEN);
    expect(await other.tryAcquire()).toBeNull();
    await one.save(seen, true);
    await one.release();
    expect(await other.tryAcquire()).toEqual(seen);
  });

  it('goes to exactly one of many that reach for it at once', async () => {
    const taken = await Promise.all(Array.from({ length: 20 }, () => lease().tryAcquire()));
    expect(taken.filter((each) => each !== null)).toHaveLength(1);
  });

  it('is taken over when its time is over; the former holder can neither save nor renew', async () => {
    const [one, other] = [lease(), lease()];
    await one.tryAcquire();
    await groupsOf(views).updateOne({ _id: 'group' }, { $set: { leaseUntil: new Date(0) } });
    expect(await other.tryAcquire()).toEqual(NOTHING_SEEN);
    await expect(one.save(seen, false)).rejects.toThrow(LeaseLost);
    await expect(one.renew()).rejects.toThrow(LeaseLost);
    await one.release();
    expect(await lease().tryAcquire()).toBeNull();
  });

  it('is taken over at once from a process of this machine that has died', async () => {
    await lease().tryAcquire();
    await groupsOf(views).updateOne({ _id: 'group' }, { $set: { holder: ofDeadProcess() } });
    expect(await lease().tryAcquire()).toEqual(NOTHING_SEEN);
  });

  it('is handed over between two pieces of work to somebody who asks', async () => {
    const [worker, tool] = [lease(), lease()];
    await worker.tryAcquire();
    const working = whileHolding(
      worker,
      new AbortController().signal,
      (signal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
    );
    const asked = acquireByAsking(tool, 5_000);
    await expect(working).rejects.toThrow(LeaseLost);
    expect(await asked).toEqual(NOTHING_SEEN);
    expect(await lease().tryAcquire()).toBeNull();
  });
});

describe('the name of a holder', () => {
  it('tells the dead of this machine from the living and from those of other machines', () => {
    expect(isDead(newHolder())).toBe(false);
    expect(isDead(ofDeadProcess())).toBe(true);
    expect(isDead(ofDeadProcess().replace(/^[^|]+/, 'elsewhere'))).toBe(false);
  });

  it('knows that a process with its own id must be one from before', () => {
    const [where, pid, , lease] = newHolder().split('|');
    expect(isDead([where, pid, randomUUID(), lease].join('|'))).toBe(true);
  });
});
