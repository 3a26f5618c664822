import { DamagedRecord } from '../refusal';
import { checksumOf } from './checksum';

/** `frame` is null once a scavenge has taken the bytes out. */
export interface LogRecord {
  readonly position: number;
  /** Position of the record before it; 0 for the first. */
  readonly previous: number;
  readonly stream: number;
  readonly revision: number;
  readonly frame: Buffer | null;
}

/** In the place of 2^63 − 1, which neither JavaScript nor the index needs. */
export const TOMBSTONE_REVISION = -1;

export const COLUMNS = 'position, previous, stream, revision, checksum, frame';

const SCAVENGED = Buffer.alloc(0);

/** A row of COLUMNS, checked. Throws DamagedRecord. */
export function recordFrom(row: unknown): LogRecord | null {
  if (!Array.isArray(row)) return null;
  const [position, previous, stream, revision, checksum, frame] = row as [number, number, number, number, number, Buffer | null];
  const place = { position, previous, stream, revision };
  if (checksumOf(place, frame ?? SCAVENGED) !== checksum) throw new DamagedRecord(position, 'its bytes are not those that were written');
  return { ...place, frame };
}

export function recordsFrom(rows: readonly unknown[]): LogRecord[] {
  const records: LogRecord[] = [];
  for (const row of rows) {
    const record = recordFrom(row);
    if (record !== null) records.push(record);
  }
  return records;
}

/** Records of one stream must follow each other. */
export function gapless(records: LogRecord[], step: 1 | -1): LogRecord[] {
  records.forEach((record, index) => {
    const before = records[index - 1];
    if (before !== undefined && record.revision !== before.revision + step) throw new DamagedRecord(record.position, 'a revision of its stream is missing');
  });
  return records;
}
