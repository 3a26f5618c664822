/** Entry of the threads that rebuild views: the stores and the views, nothing else of the application. */
import { MongoClient } from 'mongodb';
import { EventStoreDb } from '../platform/event-store/event-store-db';
import { serveLane } from '../platform/projections/lane-thread';
import { EventOpener } from '../platform/sealing/event-opener';
import { FileKeyProvider } from '../platform/sealing/file-key-provider';
import { KeyDirectory } from '../platform/sealing/key-directory';
import { SubjectKeyStore } from '../platform/sealing/subject-key-store';
import { RandomIds } from '../platform/time-and-ids/ids';
import { views } from './views';
import type { RebuildConnections } from './rebuild-threads';

serveLane(views, ({ eventStoreUrl, viewsUrl, vaultUrl, keyFolder }: RebuildConnections) => {
  const keys = new SubjectKeyStore(new MongoClient(vaultUrl).db(), new FileKeyProvider(keyFolder), new RandomIds());
  // The event store is asked only why a key is missing.
  const directory = new KeyDirectory(keys, new EventStoreDb({ url: eventStoreUrl }), null);
  return { database: new MongoClient(viewsUrl).db(), opener: new EventOpener(directory) };
});
