import { statSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../testing/node-process';
import { encodeRecorded } from '../wire/recorded-event';
import { PAGES_BEFORE_CHECKPOINT } from './checkpoints';
import type { EventLog } from './event-log';
import { LOG_FILE } from './log-file';
import { openStorage, type Storage } from './open-storage';
import { verifyFolder } from './verify-folder';

let folder: ReturnType<typeof temporaryFolder>;
let storage: Storage;

beforeEach(() => {
  folder = temporaryFolder();
  storage = openStorage(folder.path, () => undefined);
});

afterEach(() => {
  storage.close();
  folder.remove();
});

const ID = '6f6d2b0a-3c52-4c58-9d2e-0a1b2c3d4e5f';

function append(log: EventLog, revision: number): void {
  const event = { id: ID, type: 'Counted.v1', contentType: 'application/json', data: Buffer.from(`{"count":${String(revision)}}`), metadata: Buffer.alloc(0) };
  log.append(0, revision, encodeRecorded(event, { stream: Buffer.from('counts'), revision, position: log.nextPosition, recordedAt: 1_763_931_600_000 }));
}

/** Transactions of so many records each, in one stream. */
function write(log: EventLog, sizes: readonly number[]): void {
  let revision = 0;
  for (const size of sizes) {
    log.begin();
    if (revision === 0) log.addStream(0, 'counts');
    for (let each = 0; each < size; each++) append(log, revision++);
    log.commit();
  }
}

it('stores transactions of every size record by record', () => {
  const sizes = [1, 9, 10, 11, 49, 50, 51, 60, 61, 500];
  write(storage.log, sizes);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const revisions = storage.log.streamForwards(0, 0, 2000).map(({ revision }) => revision);
  expect(revisions).toEqual(Array.from({ length: total }, (_, revision) => revision));
  expect(verifyFolder(folder.path)).toEqual({ events: total, scavenged: 0, streams: 1, lastPosition: storage.log.lastPosition, damages: [] });
});

it('reads inside a transaction what the transaction is about to write', () => {
  const { log } = storage;
  log.begin();
  log.addStream(0, 'counts');
  append(log, 0);
  append(log, 1);
  expect(log.streamForwards(0, 0, 10).map(({ position, previous, revision }) => ({ position, previous, revision }))).toEqual([
    { position: 64, previous: 0, revision: 0 },
    { position: log.lastPosition, previous: 64, revision: 1 },
  ]);
  log.commit();
});

it('leaves nothing of a transaction that is undone', () => {
  const { log } = storage;
  write(log, [3]);
  const end = log.nextPosition;
  log.begin();
  for (let each = 3; each < 70; each++) append(log, each);
  log.rollback();
  log.begin();
  log.commit();
  expect({ end: log.nextPosition, revisions: log.streamForwards(0, 0, 100).map(({ revision }) => revision) }).toEqual({ end, revisions: [0, 1, 2] });
});

it('writes the write-ahead log over from its start instead of letting it grow', () => {
  const { log } = storage;
  const data = Buffer.alloc(200_000, 120);
  for (let revision = 0; revision < 150; revision++) {
    log.begin();
    const event = { id: ID, type: 'Large.v1', contentType: 'application/octet-stream', data, metadata: Buffer.alloc(0) };
    log.append(0, revision, encodeRecorded(event, { stream: Buffer.from('large'), revision, position: log.nextPosition, recordedAt: 1_763_931_600_000 }));
    log.commit();
    log.checkpoints.moveWhenDue();
  }
  const pages = statSync(join(folder.path, `${LOG_FILE}-wal`)).size / 4096;
  expect({ long: pages > PAGES_BEFORE_CHECKPOINT, tooLong: pages > PAGES_BEFORE_CHECKPOINT * 1.1 }).toEqual({ long: true, tooLong: false });
});
