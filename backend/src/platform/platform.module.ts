/** What every process needs to write and to read sealed events, in one global module. Values come from the caller; nothing here reads the environment. */
import { type DynamicModule, Global, Inject, Injectable, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type Db, MongoClient } from 'mongodb';
import { DeciderRunner } from './decider/decider-runner';
import { EVENT_STORE, type EventStore } from './event-store/event-store';
import { EventStoreDb } from './event-store/event-store-db';
import { Idempotency, IDEMPOTENCY_KEYS, RECORDS_KEPT_MS } from './idempotency/idempotency';
import { EventOpener } from './sealing/event-opener';
import { FileKeyProvider } from './sealing/file-key-provider';
import { KeyCache } from './sealing/key-cache';
import { KeyDirectory } from './sealing/key-directory';
import { KEY_PROVIDER, type KeyProvider } from './sealing/key-provider';
import { Keyring } from './sealing/keyring';
import { keySeries, olderWithin } from './sealing/key-series';
import { LookupTokens, lookupTokens } from './sealing/lookup-tokens';
import { refuseOtherTokens } from './sealing/renew-tokens';
import { SubjectKeyStore } from './sealing/subject-key-store';
import { VAULT_APP_NAME, VAULT_DB } from './sealing/vault';
import { Clock, SystemClock } from './time-and-ids/clock';
import { Ids, RandomIds } from './time-and-ids/ids';

export interface PlatformOptions {
  readonly eventStoreUrl: string;
  /** With the name of the database in its path. */
  readonly vaultUrl: string;
  /** Holds epoch keys and secrets, each file 0600. */
  readonly keysFolder: string;
  /** Tests give fixed ones. */
  readonly clock?: Clock;
  readonly ids?: Ids;
}

const VAULT_CLIENT = Symbol('VaultClient');

/** Opens before the first request and closes after the last. */
@Injectable()
class PlatformLifetime implements OnModuleInit, OnApplicationShutdown {
  constructor(
    @Inject(EVENT_STORE) private readonly events: EventStore,
    @Inject(VAULT_CLIENT) private readonly vault: MongoClient,
    @Inject(Keyring) private readonly keyring: Keyring,
    @Inject(KeyCache) private readonly cache: KeyCache,
    @Inject(Idempotency) private readonly idempotency: Idempotency,
    @Inject(LookupTokens) private readonly tokens: LookupTokens,
  ) {}

  async onModuleInit(): Promise<void> {
    await refuseOtherTokens(this.vault.db(), this.tokens);
    await this.idempotency.prepare();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.keyring.close();
    this.cache.close();
    await this.events.close();
    await this.vault.close();
  }
}

@Global()
@Module({})
export class PlatformModule {
  static register(options: PlatformOptions): DynamicModule {
    const shown = [
      { provide: Clock, useValue: options.clock ?? new SystemClock() },
      { provide: Ids, useValue: options.ids ?? new RandomIds() },
      { provide: EVENT_STORE, useFactory: () => new EventStoreDb({ url: options.eventStoreUrl }) },
      { provide: VAULT_DB, inject: [VAULT_CLIENT], useFactory: (client: MongoClient) => client.db() },
      { provide: KEY_PROVIDER, useFactory: () => new FileKeyProvider(options.keysFolder) },
      { provide: LookupTokens, useFactory: () => lookupTokens(options.keysFolder) },
      { provide: KeyCache, useFactory: () => new KeyCache() },
      {
        provide: SubjectKeyStore,
        inject: [VAULT_DB, KEY_PROVIDER, Ids],
        useFactory: (vault: Db, provider: KeyProvider, ids: Ids) => new SubjectKeyStore(vault, provider, ids),
      },
      {
        provide: Keyring,
        inject: [SubjectKeyStore, EVENT_STORE, KeyCache, Ids],
        useFactory: (store: SubjectKeyStore, events: EventStore, cache: KeyCache, ids: Ids) => new Keyring(store, events, cache, ids),
      },
      {
        provide: KeyDirectory,
        inject: [SubjectKeyStore, EVENT_STORE, KeyCache],
        useFactory: (store: SubjectKeyStore, events: EventStore, cache: KeyCache) => new KeyDirectory(store, events, cache),
      },
      { provide: EventOpener, inject: [KeyDirectory], useFactory: (directory: KeyDirectory) => new EventOpener(directory) },
      {
        provide: DeciderRunner,
        inject: [EVENT_STORE, Keyring, EventOpener],
        useFactory: (events: EventStore, keyring: Keyring, opener: EventOpener) => new DeciderRunner(events, keyring, opener),
      },
      {
        provide: Idempotency,
        inject: [VAULT_DB, Clock, Ids],
        useFactory: (vault: Db, clock: Clock, ids: Ids) => new Idempotency({ vault, secrets: idempotencySecrets(options.keysFolder, clock), clock, ids }),
      },
    ];
    const client = { provide: VAULT_CLIENT, useFactory: () => new MongoClient(options.vaultUrl, { serverSelectionTimeoutMS: 5000, appName: VAULT_APP_NAME }) };
    return { module: PlatformModule, providers: [client, ...shown, PlatformLifetime], exports: shown.map(({ provide }) => provide) };
  }
}

function idempotencySecrets(keysFolder: string, clock: Clock): readonly [Buffer, ...Buffer[]] {
  const series = keySeries(keysFolder, IDEMPOTENCY_KEYS);
  return [series[0].key, ...olderWithin(series, RECORDS_KEPT_MS, new Date(clock.now())).map(({ key }) => key)];
}
