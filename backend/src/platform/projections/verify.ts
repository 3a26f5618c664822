/** Proof that a view is what the log says: folded anew to the same position and compared byte for byte. */
import { createHash } from 'node:crypto';
import type { Db } from 'mongodb';
import { canonicalJson } from './canonical-json';
import { rebuildBeside } from './rebuild';
import type { ProjectionTools } from './tools';
import type { AnyView } from './view';
import { collectionName, viewCollection } from './views-database';

export interface Digest {
  readonly documents: number;
  /** SHA-256 over the canonical JSON of the documents in the order of their ids, one a line, in hex. */
  readonly sha256: string;
}

export interface Verification {
  readonly view: string;
  readonly equal: boolean;
  readonly live: Digest;
  readonly rebuilt: Digest;
}

/** The caller holds the lease of the views' group and gives its checkpoint. Leaves nothing behind. */
export async function verifyViews(
  tools: ProjectionTools,
  views: readonly AnyView[],
  checkpoint: string,
  signal: AbortSignal,
): Promise<readonly Verification[]> {
  const suffix = 'verify';
  try {
    await rebuildBeside(tools, { views, upTo: checkpoint, suffix, signal });
    const verifications: Verification[] = [];
    for (const view of views) {
      const live = await digestOf(tools.database, collectionName(view));
      const rebuilt = await digestOf(tools.database, `${collectionName(view)}.${suffix}`);
      verifications.push({ view: view.name, equal: live.sha256 === rebuilt.sha256, live, rebuilt });
    }
    return verifications;
  } finally {
    for (const view of views) await tools.database.dropCollection(`${collectionName(view)}.${suffix}`);
  }
}

async function digestOf(database: Db, collection: string): Promise<Digest> {
  const hash = createHash('sha256');
  let documents = 0;
  for await (const document of viewCollection(database, collection).find().sort({ _id: 1 })) {
    hash.update(canonicalJson(document)).update('\n');
    documents += 1;
  }
  return { documents, sha256: hash.digest('hex') };
}
