/** One holder per group at a time, over any number of workers. Fenced by an epoch and kept alive by the database's clock. */
import type { Collection, Db, Document } from 'mongodb';
import { LOWEST_POSITION } from '../event-store/event-store';
import { isDuplicateKey } from '../sealing/vault';
import { isDead, newHolder } from './holder';
import { groupsOf, type GroupDocument } from './views-database';

export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** How far a group has come. */
export type Checkpoint = Pick<GroupDocument, 'position' | 'events'>;

export const NOTHING_SEEN: Checkpoint = { position: LOWEST_POSITION, events: 0 };

const LEASE_MS = 10_000;
const inTheFuture = (ms: number): Document => ({ $add: ['$$NOW', ms] });

export class GroupLease {
  private readonly groups: Collection<GroupDocument>;
  private readonly holder = newHolder();
  private epoch = 0;

  constructor(
    views: Db,
    readonly group: string,
  ) {
    this.groups = groupsOf(views);
  }

  /** The group's checkpoint when the lease was free, its holder dead, or already ours; otherwise null. */
  async tryAcquire(): Promise<Checkpoint | null> {
    const current = await this.current();
    const dead = current.holder !== null && isDead(current.holder) ? [{ epoch: current.epoch }] : [];
    const unasked = { $or: [{ asker: { $exists: false } }, { 'asker.holder': this.holder }, { $expr: { $lt: ['$asker.until', '$$NOW'] } }] };
    const free = { $or: [{ $expr: { $lt: ['$leaseUntil', '$$NOW'] } }, ...dead] };
    const taken = await this.groups.findOneAndUpdate(
      { _id: this.group, ...unasked, $and: [free] },
      [{ $set: { holder: this.holder, epoch: { $add: ['$epoch', 1] }, leaseUntil: inTheFuture(LEASE_MS) } }, { $unset: 'asker' }],
      { returnDocument: 'after' },
    );
    if (taken === null) return null;
    this.epoch = taken.epoch;
    return { position: taken.position, events: taken.events };
  }

  /** Asks the holder to hand over; repeat it while waiting, it lasts five seconds. */
  async ask(): Promise<void> {
    await this.current();
    await this.groups.updateOne({ _id: this.group }, [{ $set: { asker: { holder: this.holder, until: inTheFuture(5_000) } } }]);
  }

  /** Throws LeaseLost when somebody else holds it, or asked for it. */
  async renew(): Promise<void> {
    const renewed = await this.groups.findOneAndUpdate({ _id: this.group, epoch: this.epoch }, [{ $set: { leaseUntil: inTheFuture(LEASE_MS) } }], {
      returnDocument: 'after',
    });
    if (renewed === null) throw new LeaseLost(`Another worker took over the views of ${this.group}.`);
    if (renewed.asker !== undefined) throw new LeaseLost(`Somebody asked for the views of ${this.group}.`);
  }

  /**
   * Saves the checkpoint. `durable` waits for the journal: the next batch relies on the documents of this one, and the
   * journal keeps their order. Throws LeaseLost.
   */
  async save({ position, events }: Checkpoint, durable: boolean): Promise<void> {
    const writeConcern = durable ? { w: 'majority' as const, journal: true } : { w: 1 as const };
    const saved = await this.groups.updateOne({ _id: this.group, epoch: this.epoch }, { $set: { position, events } }, { writeConcern });
    if (saved.matchedCount === 0) throw new LeaseLost(`Another worker took over the views of ${this.group}.`);
  }

  async release(): Promise<void> {
    await this.groups.updateOne({ _id: this.group, epoch: this.epoch }, { $set: { holder: null, leaseUntil: new Date(0) } });
  }

  private async current(): Promise<GroupDocument> {
    const found = await this.groups.findOne({ _id: this.group });
    if (found !== null) return found;
    const first: GroupDocument = { _id: this.group, ...NOTHING_SEEN, epoch: 0, holder: null, leaseUntil: new Date(0) };
    await this.groups.insertOne(first).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
    return first;
  }
}
