// The vault as files: one per collection, its documents as BSON one behind the other, so that every type comes back as it was.
import { createReadStream, createWriteStream, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BSON, MongoClient, type Db, type Document } from 'mongodb';
import { StartFailure } from '../start-failure';

const SUFFIX = '.bson';
const BATCH = 1_000;
const SMALLEST_DOCUMENT = 5;
/** Types are kept: a whole number must not come back as a floating one. */
const EXACT = { promoteValues: false, promoteBuffers: false, promoteLongs: false, bsonRegExp: true } as const;
/**
 * Left out, by collection. The vault is read after the events, so an answer may be about events that the backup lacks. A
 * request without an answer is carried out again under its old command id, and streams recognise what they hold.
 */
const LEFT_OUT: Readonly<Record<string, Document>> = { idempotency_records: { answer: 0 } };

/** Answers how many documents each collection had. */
export async function dumpVault(url: string, folder: string): Promise<Record<string, number>> {
  mkdirSync(folder, { mode: 0o700 });
  return await withVault(url, async (vault) => {
    const counts: Record<string, number> = {};
    for (const name of await collectionsOf(vault)) counts[name] = await dump(vault, name, join(folder, `${encodeURIComponent(name)}${SUFFIX}`));
    return counts;
  });
}

/** Into a vault without documents. Indexes are made by the processes when they start. */
export async function loadVault(url: string, folder: string): Promise<void> {
  await withVault(url, async (vault) => {
    for (const file of readdirSync(folder).filter((name) => name.endsWith(SUFFIX))) {
      const collection = vault.collection(decodeURIComponent(file.slice(0, -SUFFIX.length)), { writeConcern: { w: 'majority', journal: true } });
      let batch: Document[] = [];
      for await (const document of documentsIn(join(folder, file))) {
        if (batch.push(document) < BATCH) continue;
        await collection.insertMany(batch);
        batch = [];
      }
      if (batch.length > 0) await collection.insertMany(batch);
    }
  });
}

async function withVault<T>(url: string, work: (vault: Db) => Promise<T>): Promise<T> {
  const client = await new MongoClient(url, { serverSelectionTimeoutMS: 10_000 }).connect();
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}

async function collectionsOf(vault: Db): Promise<string[]> {
  const found = await vault.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  return found
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('system.'))
    .sort();
}

async function dump(vault: Db, name: string, file: string): Promise<number> {
  let count = 0;
  const left = LEFT_OUT[name];
  // In the order of the file: what stood there when the scan began is met exactly once, whatever is written meanwhile.
  const cursor = vault.collection(name).find({}, { raw: true, hint: { $natural: 1 }, ...(left === undefined ? {} : { projection: left }) });
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    for await (const document of cursor) {
      count += 1;
      yield document as unknown as Uint8Array;
    }
  };
  await pipeline(bytes, createWriteStream(file, { mode: 0o600, flags: 'wx' }));
  return count;
}

async function* documentsIn(file: string): AsyncGenerator<Document> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk]);
    let at = 0;
    for (let size = sizeAt(rest, at, file); size !== null && rest.length - at >= size; size = sizeAt(rest, at, file)) {
      yield BSON.deserialize(rest.subarray(at, at + size), EXACT);
      at += size;
    }
    rest = rest.subarray(at);
  }
  if (rest.length > 0) throw cutShort(file);
}

/** The first four bytes of a document are its length; null when they are not there yet. */
function sizeAt(bytes: Buffer, at: number, file: string): number | null {
  if (bytes.length - at < 4) return null;
  const size = bytes.readInt32LE(at);
  if (size < SMALLEST_DOCUMENT) throw cutShort(file);
  return size;
}

const cutShort = (file: string): StartFailure => new StartFailure(`The file ${file} does not hold whole documents; take another backup.`);
