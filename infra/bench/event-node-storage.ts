/** The database under the event node without the node: a raw baseline, and a large log written straight into the file. */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { openStorage } from '../embedded/event-node/storage/open-storage';
import { encodeRecorded } from '../embedded/event-node/wire/recorded-event';

/** Rows of 700 bytes per second, `group` of them per synced transaction, in a table with a unique index. */
export function rawCommitsPerSecond(folder: string, group: number): number {
  mkdirSync(folder);
  const database = new Database(join(folder, 'raw.db'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000;');
  database.exec(
    'CREATE TABLE log (position INTEGER PRIMARY KEY, stream INTEGER, revision INTEGER, frame BLOB); CREATE UNIQUE INDEX by_stream ON log (stream, revision);',
  );
  const insert = database.prepare('INSERT INTO log VALUES (?, ?, 0, ?)');
  const bytes = Buffer.alloc(700, 1);
  const groups = 1000;
  const began = performance.now();
  for (let index = 0; index < groups; index++) {
    database.transaction(() => {
      for (let each = 0; each < group; each++) insert.run(64 + (index * group + each) * 732, index * group + each, bytes);
    })();
  }
  const rate = (groups * group) / ((performance.now() - began) / 1000);
  database.close();
  return rate;
}

/** 1,000,000 events of 500 bytes in 200,000 streams. */
export function writeMillion(folder: string): void {
  const streams = Array.from({ length: 200_000 }, () => `lead-${randomUUID()}`);
  const storage = openStorage(folder, () => undefined);
  const { log } = storage;
  const event = { type: 'LeadRecorded.v1', contentType: 'application/json', data: Buffer.alloc(300, 120), metadata: Buffer.alloc(200, 120) };
  for (let revision = 0; revision < 5; revision++) {
    streams.forEach((name, number) => {
      if (number % 1000 === 0) log.begin();
      if (revision === 0) log.addStream(number, name);
      const place = { stream: Buffer.from(name), revision, position: log.nextPosition, recordedAt: 1_763_931_600_000 };
      log.append(number, revision, encodeRecorded({ ...event, id: randomUUID() }, place));
      if (number % 1000 === 999) log.commit();
    });
  }
  storage.close();
}
