/** The wrapped subject keys in the vault. */
import { Binary, type AnyBulkWriteOperation, type Collection, type Db, MongoBulkWriteError } from 'mongodb';
import { randomBytes } from 'node:crypto';
import type { Ids } from '../time-and-ids/ids';
import type { KeyProvider, KeyToWrap, WrappedKey } from './key-provider';
import { checkValueOf, subjectName, type Scope, type Subject, type SubjectKey } from './subject';
import { isDuplicateKey, vaultCollection } from './vault';
import { KEY_BYTES } from './xaes-256-gcm';

export type SubjectKeyState = 'pending' | 'active' | 'sealed' | 'destroyed';

/** `_id` makes scope, role and subject unique together: a subject never gets a second key. */
export interface SubjectKeyRecord {
  readonly _id: string;
  readonly keyId: string;
  readonly epoch: string;
  /** Absent once the key is destroyed; the record stays, so that the subject never gets another one. */
  readonly wrapped?: Binary;
  readonly checkValue: string;
  readonly state: SubjectKeyState;
  /** How often a pending key was met again by somebody other than its maker. */
  readonly met?: number;
}

export interface FoundKey {
  readonly state: SubjectKeyState;
  /** Null when destroyed. */
  readonly key: SubjectKey | null;
}

export const SUBJECT_KEYS = 'subject_keys';

export class SubjectKeyStore {
  private readonly keys: Collection<SubjectKeyRecord>;
  private readonly relaxed: Collection<SubjectKeyRecord>;

  constructor(
    vault: Db,
    private readonly provider: KeyProvider,
    private readonly ids: Ids,
  ) {
    this.keys = vaultCollection<SubjectKeyRecord>(vault, SUBJECT_KEYS);
    this.relaxed = vault.collection<SubjectKeyRecord>(SUBJECT_KEYS, { writeConcern: { w: 1 } });
  }

  /** One read; by subject name. Subjects without a key are missing from the answer. */
  async find(scope: Scope, subjects: readonly Subject[]): Promise<ReadonlyMap<string, FoundKey>> {
    if (subjects.length === 0) return new Map();
    const prefix = `${scope}/`;
    const ids = subjects.map((subject) => prefix + subjectName(subject));
    const bySubject = new Map(ids.map((id, index) => [id, subjects[index]]));
    // The server's own first batch holds 101, which would mean to ask twice.
    const records = await this.keys.find({ _id: { $in: ids } }, { batchSize: ids.length + 1 }).toArray();
    const [owners, wrapped]: [KeyToWrap[], WrappedKey[]] = [[], []];
    for (const record of records) {
      const subject = bySubject.get(record._id);
      if (subject === undefined || record.wrapped === undefined) continue;
      owners.push({ scope, role: subject.role, subjectId: subject.subjectId, keyId: record.keyId });
      wrapped.push({ epoch: record.epoch, bytes: Buffer.from(record.wrapped.value()) });
    }
    const plain = await this.provider.unwrap(owners, wrapped);
    const keys = new Map(owners.map((owner, index) => [owner.keyId, plain[index]]));
    return new Map(
      records.map(({ _id, state, checkValue, keyId }) => {
        const subject = bySubject.get(_id);
        const key = keys.get(keyId);
        const found = subject === undefined || key === undefined ? null : { role: subject.role, subjectId: subject.subjectId, keyId, key, checkValue };
        return [_id.slice(prefix.length), { state, key: found }];
      }),
    );
  }

  /** New pending keys, durable when this resolves. Subjects that have a key already are left out of the answer. */
  async create(scope: Scope, subjects: readonly Subject[]): Promise<readonly SubjectKey[]> {
    if (subjects.length === 0) return [];
    const random = randomBytes(KEY_BYTES * subjects.length);
    const keys = subjects.map(({ role, subjectId }, index): SubjectKey => {
      const key = Buffer.from(random.subarray(index * KEY_BYTES, (index + 1) * KEY_BYTES));
      return { role, subjectId, keyId: this.ids.next(), key, checkValue: checkValueOf(key) };
    });
    const wrapped = await this.provider.wrap(
      keys.map(({ role, subjectId, keyId }) => ({ scope, role, subjectId, keyId })),
      keys.map(({ key }) => key),
    );
    const records = keys.flatMap((key, index): SubjectKeyRecord[] => {
      const box = wrapped[index];
      if (box === undefined) return [];
      return [
        {
          _id: `${scope}/${subjectName(key)}`,
          keyId: key.keyId,
          epoch: box.epoch,
          wrapped: new Binary(box.bytes),
          checkValue: key.checkValue,
          state: 'pending',
        },
      ];
    });
    const taken = await this.insert(records);
    return keys.filter((_key, index) => !taken.has(index));
  }

  /**
   * Makes sure that keys somebody else has just written are in the journal before anything relies on them: their write may
   * be visible and still be lost. A journaled write after them carries them along.
   */
  async settle(scope: Scope, subjects: readonly Subject[]): Promise<void> {
    await this.keys.updateMany({ _id: { $in: idsOf(scope, subjects) } }, { $inc: { met: 1 } });
  }

  /** The log knows these keys. Losing this write costs one more event, so it waits for no journal. */
  async activate(ids: readonly string[]): Promise<void> {
    const update: AnyBulkWriteOperation<SubjectKeyRecord> = {
      updateMany: { filter: { _id: { $in: [...ids] }, state: 'pending' }, update: { $set: { state: 'active' } } },
    };
    await this.relaxed.bulkWrite([update]);
  }

  private async insert(records: SubjectKeyRecord[]): Promise<ReadonlySet<number>> {
    if (records.length === 0) return new Set();
    try {
      await this.keys.insertMany(records, { ordered: false });
      return new Set();
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError)) throw error;
      const faults = [error.writeErrors].flat();
      if (faults.length === 0 || !faults.every(isDuplicateKey) || error.result.getWriteConcernError() !== undefined) throw error;
      return new Set(faults.map(({ index }) => index));
    }
  }
}

const idsOf = (scope: Scope, subjects: readonly Subject[]): string[] => subjects.map((subject) => `${scope}/${subjectName(subject)}`);
