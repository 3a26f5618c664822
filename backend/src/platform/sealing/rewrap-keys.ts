/** Every live subject key under the epoch key that wraps now, so that the older ones can go. */
import { Binary, type Db, type WithId } from 'mongodb';
import type { KeyProvider, KeyToWrap } from './key-provider';
import { SUBJECT_KEYS, type SubjectKeyRecord } from './subject-key-store';
import { checkValueOf, subjectOfName } from './subject';
import { batchesOf, vaultCollection } from './vault';

const BATCH = 1_000;

/** What a key is found to be is not what was written down when it was made. */
export class KeyIsNotTheOneIssued extends Error {
  override readonly name = 'KeyIsNotTheOneIssued';
}

/**
 * Answers how many keys there are, each of which was compared with its check value before and after. May be killed anywhere
 * and begun again: a record changes in one write. Nobody may make keys meanwhile.
 */
export async function rewrapKeys(vault: Db, provider: KeyProvider): Promise<number> {
  const keys = vaultCollection<SubjectKeyRecord>(vault, SUBJECT_KEYS);
  const live = { wrapped: { $exists: true } };
  const before = await keys.countDocuments(live);
  for await (const batch of batchesOf(keys.find({ ...live, epoch: { $ne: provider.epoch } }), BATCH)) {
    const { owners, plain } = await unwrapped(provider, batch);
    const wrapped = await provider.wrap(owners, plain);
    await keys.bulkWrite(
      batch.flatMap(({ _id, epoch }, index) => {
        const box = wrapped[index];
        if (box === undefined) return [];
        return [{ updateOne: { filter: { _id, epoch }, update: { $set: { epoch: box.epoch, wrapped: new Binary(box.bytes) } } } }];
      }),
      { ordered: false },
    );
  }
  let after = 0;
  for await (const batch of batchesOf(keys.find({ ...live, epoch: provider.epoch }), BATCH)) after += (await unwrapped(provider, batch)).plain.length;
  if (after !== before) throw new Error(`Of ${String(before)} keys ${String(after)} are under the new epoch key: begin again, and keep every key file.`);
  return after;
}

async function unwrapped(
  provider: KeyProvider,
  records: readonly WithId<SubjectKeyRecord>[],
): Promise<{ readonly owners: readonly KeyToWrap[]; readonly plain: readonly Buffer[] }> {
  const owners = records.map(({ _id, keyId }): KeyToWrap => {
    const slash = _id.indexOf('/');
    return { scope: _id.slice(0, slash), ...subjectOfName(_id.slice(slash + 1)), keyId };
  });
  const plain = await provider.unwrap(
    owners,
    records.map(({ epoch, wrapped }) => ({ epoch, bytes: Buffer.from(wrapped?.value() ?? []) })),
  );
  records.forEach(({ keyId, checkValue }, index) => {
    const key = plain[index];
    if (key === undefined || checkValueOf(key) !== checkValue) {
      throw new KeyIsNotTheOneIssued(`Key ${keyId} is not the one that was issued: restore the vault, and keep every key file.`);
    }
  });
  return { owners, plain };
}
