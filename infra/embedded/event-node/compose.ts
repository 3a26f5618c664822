/** The parts of the node and who knows whom. */
import { randomUUID } from 'node:crypto';
import type { EventNodeOptions } from './node-options';
import type { NodeParts } from './protocol/node-parts';
import { rebuildDirectory, rebuildRecentIds, REMEMBERED_IDS } from './rebuild';
import { DamagedRecord } from './refusal';
import { Scavenger } from './scavenge/scavenger';
import { asRefusal, type Storage } from './storage/open-storage';
import { AllReader } from './streams/all-reader';
import { CommitSignal } from './streams/commit-signal';
import { EventWriter } from './streams/event-writer';
import { RecentIds } from './streams/recent-ids';
import { StreamReader } from './streams/stream-reader';

export interface ComposedNode {
  readonly parts: NodeParts;
  readonly scavenger: Scavenger;
}

/** Closes the storage and throws NodeRefusal when what it holds cannot be understood. */
export function compose(storage: Storage, options: EventNodeOptions, report: (line: string) => void): ComposedNode {
  try {
    return composeParts(storage, options, report);
  } catch (error) {
    storage.close();
    throw asRefusal(error, options.dataDir);
  }
}

function composeParts({ log, damageMark }: Storage, options: EventNodeOptions, report: (line: string) => void): ComposedNode {
  const now = options.now ?? Date.now;
  const newId = options.newId ?? randomUUID;
  const directory = rebuildDirectory(log);
  const recentIds = new RecentIds(REMEMBERED_IDS);
  const onDamage = (error: Error): void => {
    damageMark.set(error.message);
    report(error.message);
  };
  const onFatal = options.onFatal ?? rethrow;
  try {
    rebuildRecentIds(log, directory, recentIds);
  } catch (error) {
    if (!(error instanceof DamagedRecord)) throw error;
    // What is whole can still be read.
    onDamage(error);
  }
  const signal = new CommitSignal();
  const streams = new StreamReader({ log, directory, now });
  const writer = new EventWriter({ log, directory, recentIds, signal, now, newId, onFatal, onDamage, readOnly: () => damageMark.reason() });
  const parts = { log, writer, streams, all: new AllReader(log, streams), signal, secret: options.secret, now, newId, onDamage };
  return { parts, scavenger: new Scavenger({ log, directory, streams, now, newId, report }) };
}

function rethrow(error: unknown): never {
  throw error;
}
