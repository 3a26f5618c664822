/**
 * What the engines can do without us, in the same run on the same engines: per page 25 single appends to new streams,
 * of events as large as ours, and three inserts of 25 documents with our write concerns.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import { MongoClient, type Collection } from 'mongodb';

export interface RawEngines {
  readonly eventstoreUrl: string;
  readonly mongodbUrl: string;
  readonly vaultMongodbUrl: string;
}

const PAGE = 25;
/** Bytes of a stored LeadRecorded event: data and metadata. */
const EVENT_BYTES = 1500;
const DOCUMENT_BYTES = 700;

const filler = (bytes: number): string => randomBytes(Math.ceil(bytes / 2)).toString('hex');

async function onePage(store: EventStoreDBClient, vault: Collection, views: Collection): Promise<void> {
  const documents = (): { _id: never; filler: string }[] =>
    Array.from({ length: PAGE }, () => ({ _id: randomUUID() as never, filler: filler(DOCUMENT_BYTES) }));
  await vault.insertMany(documents(), { ordered: false, writeConcern: { w: 'majority', journal: true } });
  await Promise.all(
    Array.from({ length: PAGE }, () =>
      store.appendToStream(`raw-${randomUUID()}`, jsonEvent({ type: 'Raw.v1', data: { filler: filler(EVENT_BYTES) } }), { expectedRevision: NO_STREAM }),
    ),
  );
  await views.insertMany(documents(), { ordered: false, writeConcern: { w: 1 } });
  await views.insertMany(documents(), { ordered: false, writeConcern: { w: 1 } });
}

/** Leads (rows of pages) per second by `clients` at once. */
export async function rawLeadsPerSecond(engines: RawEngines, clients: number, pages: number): Promise<number> {
  const clientsOfMongo = await Promise.all([MongoClient.connect(engines.vaultMongodbUrl), MongoClient.connect(engines.mongodbUrl)]);
  const store = EventStoreDBClient.connectionString(engines.eventstoreUrl);
  const [vault, views] = clientsOfMongo.map((client) => client.db().collection(`raw_${randomUUID()}`)) as [Collection, Collection];
  try {
    await onePage(store, vault, views);
    let left = pages;
    const began = performance.now();
    await Promise.all(
      Array.from({ length: clients }, async () => {
        while (left > 0) {
          left -= 1;
          await onePage(store, vault, views);
        }
      }),
    );
    return (pages * PAGE) / ((performance.now() - began) / 1000);
  } finally {
    await Promise.all([vault.drop(), views.drop()]);
    await Promise.all(clientsOfMongo.map((client) => client.close()));
    await store.dispose();
  }
}
