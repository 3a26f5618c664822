/** The write side on the engines of the run, with a vault database, key files and ids of its own; `close` removes all of it. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, MongoClient } from 'mongodb';
import { DeciderRunner } from '../decider/decider-runner';
import type { EventStore } from '../event-store/event-store';
import { EventStoreDb } from '../event-store/event-store-db';
import { Idempotency } from '../idempotency/idempotency';
import { EventOpener } from '../sealing/event-opener';
import { FileKeyProvider } from '../sealing/file-key-provider';
import { KeyCache } from '../sealing/key-cache';
import { KeyDirectory } from '../sealing/key-directory';
import { Keyring } from '../sealing/keyring';
import { SubjectKeyStore } from '../sealing/subject-key-store';
import { RandomIds } from '../time-and-ids/ids';
import { FixedClock } from './fixed-clock';

export interface WriteSide {
  readonly events: EventStore;
  readonly vault: Db;
  readonly cache: KeyCache;
  readonly keyring: Keyring;
  readonly opener: EventOpener;
  readonly runner: DeciderRunner;
  readonly idempotency: Idempotency;
  readonly clock: FixedClock;
  /** For those who open the stores themselves, such as threads. */
  readonly eventStoreUrl: string;
  readonly keysFolder: string;
  /** As a second process would see the same stores: own caches, own connections. */
  another(): WriteSide;
  close(): Promise<void>;
}

/** Needs TEST_MONGODB_URL of the run, and its EVENTSTORE_URL unless a log of its own is given. */
export function startWriteSide(eventStoreUrl = given('EVENTSTORE_URL')): WriteSide {
  const folder = mkdtempSync(join(tmpdir(), 'leadgen-keys-'));
  const mongo = new MongoClient(given('TEST_MONGODB_URL'));
  const vault = mongo.db(`vault_${randomUUID().slice(0, 8)}`);
  const parts: { readonly keyring: Keyring; readonly cache: KeyCache; readonly events: EventStore }[] = [];
  const build = (): WriteSide => {
    const ids = new RandomIds();
    const clock = new FixedClock();
    const events = new EventStoreDb({ url: eventStoreUrl });
    const cache = new KeyCache();
    const store = new SubjectKeyStore(vault, new FileKeyProvider(folder), ids);
    const keyring = new Keyring(store, events, cache, ids);
    const opener = new EventOpener(new KeyDirectory(store, events, cache));
    const idempotency = new Idempotency({ vault, secrets: [Buffer.alloc(32, 1)], clock, ids });
    parts.push({ keyring, cache, events });
    return {
      events,
      vault,
      cache,
      keyring,
      opener,
      runner: new DeciderRunner(events, keyring, opener),
      idempotency,
      clock,
      eventStoreUrl,
      keysFolder: folder,
      another: build,
      close,
    };
  };
  const close = async (): Promise<void> => {
    for (const { keyring, cache, events } of parts) {
      await keyring.close();
      cache.close();
      await events.close();
    }
    await vault.dropDatabase();
    await mongo.close();
    rmSync(folder, { recursive: true });
  };
  return build();
}

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`This spec needs ${name}: run it in the jest project http, which starts the engines.`);
  return value;
}
