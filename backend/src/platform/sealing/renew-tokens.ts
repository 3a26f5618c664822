/** Brings the lookup tokens of the vault up to the newest secret. */
import type { AnyBulkWriteOperation, Collection, Db, WithId } from 'mongodb';
import type { LookupTokens } from './lookup-tokens';
import { batchesOf, vaultCollection } from './vault';

/** Where tokens stand: a text that ends in one, or a list of such texts. `field` is `_id` or a path such as `claim.key`. */
export interface TokenPlace {
  readonly collection: string;
  readonly field: string;
}

export interface StoredTokens {
  readonly places: readonly TokenPlace[];
  /** Collections whose documents with tokens are over within minutes; they are emptied. */
  readonly passing: readonly string[];
}

interface Version {
  readonly _id: 'lookup-tokens';
  /** Every token in the vault has it. */
  readonly version: number;
}

type Anything = Readonly<Record<string, unknown>> & { readonly _id: string };

const VERSIONS = 'versions';
const BATCH = 1_000;
const TOKEN = /(?:^|:)(\d+\.[A-Za-z0-9_-]{43})$/;

/** Of the tokens in the vault; null before anything was renewed, when all of them have version 1. */
async function storedVersion(vault: Db): Promise<number | null> {
  return (await vaultCollection<Version>(vault, VERSIONS).findOne({ _id: 'lookup-tokens' }))?.version ?? null;
}

/** True when a renewal was begun and not finished, or the vault is an older one than the key files. */
export const needsRenewal = async (vault: Db, tokens: LookupTokens): Promise<boolean> => ((await storedVersion(vault)) ?? 1) < tokens.version;

/** Throws one sentence unless every token in the vault can be found by the ones that are computed now. */
export async function refuseOtherTokens(vault: Db, tokens: LookupTokens): Promise<void> {
  const version = (await storedVersion(vault)) ?? 1;
  if (version < tokens.version) {
    throw new Error('The lookup tokens of the vault are older than their key file: run npm run secrets -- rotate lookup, which finishes what is missing.');
  }
  if (version > tokens.version) {
    throw new Error(`The vault needs the key file lookup-${String(version)}.key: restore the key files that belong to it.`);
  }
}

/**
 * Answers how many tokens there are. May be killed anywhere and begun again; until it has finished nobody may look anything up
 * (`refuseOtherTokens`). A token that is the name of its document is written under the new name before the old one goes.
 */
export async function renewTokens(vault: Db, tokens: LookupTokens, { places, passing }: StoredTokens): Promise<number> {
  for (const name of passing) await vaultCollection(vault, name).deleteMany({});
  let count = 0;
  for (const place of places) {
    const documents = vaultCollection<Anything>(vault, place.collection);
    for await (const batch of batchesOf(documents.find({ [place.field]: { $exists: true } }), BATCH)) {
      await (place.field === '_id' ? rename(documents, batch, tokens) : change(documents, batch, place.field, tokens));
    }
    for await (const document of documents.find({ [place.field]: { $exists: true } })) {
      const found = valuesAt(document, place.field).flatMap((value) => TOKEN.exec(value)?.[1] ?? []);
      if (found.some((token) => !token.startsWith(`${String(tokens.version)}.`)))
        throw new Error(`Some tokens in ${place.collection} are still older: begin again.`);
      count += found.length;
    }
  }
  const version: Omit<Version, '_id'> = { version: tokens.version };
  await vaultCollection<Version>(vault, VERSIONS).updateOne({ _id: 'lookup-tokens' }, { $set: version }, { upsert: true });
  return count;
}

async function rename(documents: Collection<Anything>, batch: readonly WithId<Anything>[], tokens: LookupTokens): Promise<void> {
  const older = batch.flatMap((document) => {
    const renewed = renewedText(document._id, tokens);
    return renewed === document._id ? [] : [{ document, renewed }];
  });
  if (older.length === 0) return;
  const writes = older.map(({ document: { _id, ...rest }, renewed }): AnyBulkWriteOperation<Anything> => {
    return { replaceOne: { filter: { _id: renewed }, replacement: rest, upsert: true } };
  });
  await documents.bulkWrite(writes, { ordered: false });
  await documents.deleteMany({ _id: { $in: older.map(({ document }) => document._id) } });
}

async function change(documents: Collection<Anything>, batch: readonly WithId<Anything>[], field: string, tokens: LookupTokens): Promise<void> {
  const writes = batch.flatMap((document): AnyBulkWriteOperation<Anything>[] => {
    const value = valueAt(document, field);
    const renewed = Array.isArray(value) ? value.map((each) => renewedText(String(each), tokens)) : renewedText(String(value), tokens);
    return typeof value === 'string' || Array.isArray(value) ? [{ updateOne: { filter: { _id: document._id }, update: { $set: { [field]: renewed } } } }] : [];
  });
  if (writes.length > 0) await documents.bulkWrite(writes, { ordered: false });
}

const renewedText = (text: string, tokens: LookupTokens): string =>
  text.replace(TOKEN, (whole, token: string) => whole.slice(0, whole.length - token.length) + tokens.renewed(token));

const valueAt = (document: Anything, field: string): unknown =>
  field.split('.').reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | null | undefined)?.[name], document);

const valuesAt = (document: Anything, field: string): readonly string[] => [valueAt(document, field)].flat().filter((value) => typeof value === 'string');
