/** Reads the whole log and compares everything that is written down twice. */
import type Database from 'libsql';
import { messageOf } from '../refusal';
import { decodeRecorded } from '../wire/recorded-event';
import { checksumOf, nameChecksum } from './checksum';
import { TOMBSTONE_REVISION } from './log-record';

export interface Damage {
  readonly position: number;
  readonly what: string;
}

export interface Verification {
  readonly events: number;
  readonly scavenged: number;
  readonly streams: number;
  readonly lastPosition: number;
  readonly damages: readonly Damage[];
}

const PAGE = 200;
const NOTHING = Buffer.alloc(0);

interface Walk {
  events: number;
  scavenged: number;
  previous: number;
  readonly names: Map<number, string>;
  readonly revisions: Map<number, number>;
  readonly damages: Damage[];
}

export function verifyLog(database: Database.Database): Verification {
  const walk: Walk = { events: 0, scavenged: 0, previous: 0, names: new Map(), revisions: new Map(), damages: [] };
  try {
    readNames(database, walk);
    readRecords(database, walk);
    compareIndex(database, walk);
  } catch (error) {
    walk.damages.push({ position: walk.previous, what: `the file cannot be read further (${messageOf(error)})` });
  }
  const { events, scavenged, names, previous, damages } = walk;
  return { events, scavenged, streams: names.size, lastPosition: previous, damages };
}

function readNames(database: Database.Database, walk: Walk): void {
  const { names } = walk;
  for (const row of database.prepare('SELECT number, name, checksum FROM streams ORDER BY number').raw(true).iterate()) {
    if (!Array.isArray(row)) continue;
    const [number, name] = [Number(row[0]), String(row[1])];
    if (number !== names.size || row[2] !== nameChecksum(number, name)) {
      walk.damages.push({ position: 0, what: `the name of stream number ${String(names.size)} is not what was written` });
      return;
    }
    names.set(number, name);
  }
}

function readRecords(database: Database.Database, walk: Walk): void {
  const page = database.prepare('SELECT position, previous, stream, revision, checksum, frame FROM log WHERE position > ? ORDER BY position LIMIT ?').raw(true);
  for (;;) {
    const rows = page.all(walk.previous, PAGE) as [number, number, number, number, number, Buffer | null][];
    for (const row of rows) checkRecord(row, walk);
    if (rows.length < PAGE) return;
  }
}

function checkRecord(row: [number, number, number, number, number, Buffer | null], walk: Walk): void {
  const [position, previous, stream, revision, checksum, frame] = row;
  const report = (what: string): void => void walk.damages.push({ position, what });
  if (checksumOf({ position, previous, stream, revision }, frame ?? NOTHING) !== checksum) report('its bytes are not those that were written');
  else if (previous !== walk.previous) report('the record before it is missing');
  else {
    const name = walk.names.get(stream) ?? firstName(stream, frame, walk);
    const expected = (walk.revisions.get(stream) ?? -1) + 1;
    if (name === undefined) report('its stream has no name');
    else if (revision !== TOMBSTONE_REVISION && revision !== expected) report('a revision of its stream is missing');
    else if (frame !== null && decodeRecorded(frame).stream !== name) report('it belongs to another stream');
  }
  if (revision !== TOMBSTONE_REVISION) walk.revisions.set(stream, revision);
  if (frame === null) walk.scavenged++;
  else walk.events++;
  walk.previous = position;
}

/** The newest streams may not be in the table of names yet. */
function firstName(stream: number, frame: Buffer | null, walk: Walk): string | undefined {
  if (frame === null || stream !== walk.names.size) return undefined;
  const name = decodeRecorded(frame).stream;
  walk.names.set(stream, name);
  return name;
}

/** The index is what streams are read and heads are rebuilt by. */
function compareIndex(database: Database.Database, walk: Walk): void {
  for (const row of database.prepare('PRAGMA integrity_check(10)').raw(true).all()) {
    if (Array.isArray(row) && row[0] !== 'ok') walk.damages.push({ position: 0, what: String(row[0]) });
  }
}
