/** A view for specs of rebuilds, and, in a thread, the lane that folds it. */
import { MongoClient } from 'mongodb';
import { isMainThread } from 'node:worker_threads';
import type { Recorded } from '../../../../event-schemas/src/envelope/metadata';
import { EventStoreDb } from '../event-store/event-store-db';
import { serveLane } from '../projections/lane-thread';
import type { View } from '../projections/view';
import { EventOpener } from '../sealing/event-opener';
import { FileKeyProvider } from '../sealing/file-key-provider';
import { KeyDirectory } from '../sealing/key-directory';
import { SubjectKeyStore } from '../sealing/subject-key-store';
import { RandomIds } from '../time-and-ids/ids';

export interface TallyConnections {
  readonly eventStoreUrl: string;
  readonly mongodbUrl: string;
  readonly views: string;
  readonly vault: string;
  readonly keysFolder: string;
}

interface Tally {
  readonly workspaceId: string | null;
  readonly types: readonly string[];
  readonly pagePath: string | null;
}
interface ImportEvent {
  readonly type: 'ImportStarted' | 'ImportCompleted' | 'ImportCancelled';
  readonly personal: { readonly workspace?: { readonly pagePath: string } };
}

/** A cancelled import leaves the view; one that starts again comes back. */
export const openedTally: View<Tally, ImportEvent> = {
  name: 'opened-tally',
  version: 1,
  group: 'tallies',
  reads: 'opened',
  types: ['ImportStarted', 'ImportCompleted', 'ImportCancelled'],
  begins: ['ImportStarted'],
  indexes: [{ keys: { workspaceId: 1 } }],
  topic: null,
  route: ({ stream }) => [stream],
  apply: (document, event: Recorded<ImportEvent>) =>
    event.type === 'ImportCancelled'
      ? null
      : {
          workspaceId: event.metadata.workspaceId,
          types: [...(document?.types ?? []), event.type],
          pagePath: event.personal.workspace?.pagePath ?? document?.pagePath ?? null,
        },
};

if (!isMainThread) {
  serveLane([openedTally], ({ eventStoreUrl, mongodbUrl, views, vault, keysFolder }: TallyConnections) => {
    const mongo = new MongoClient(mongodbUrl);
    const keys = new SubjectKeyStore(mongo.db(vault), new FileKeyProvider(keysFolder), new RandomIds());
    return { database: mongo.db(views), opener: new EventOpener(new KeyDirectory(keys, new EventStoreDb({ url: eventStoreUrl }), null)) };
  });
}
