/** What the node keeps in memory, read back from the log at start. */
import type { EventLog } from './storage/event-log';
import { DamagedRecord } from './refusal';
import { TOMBSTONE_REVISION } from './storage/log-record';
import type { RecentIds } from './streams/recent-ids';
import { StreamDirectory } from './streams/stream-directory';
import { parseMetadata } from './streams/stream-metadata';
import { decodeRecorded } from './wire/recorded-event';

export const REMEMBERED_IDS = 20_000;
const PAGE_BYTES = 1024 * 1024;

export function rebuildDirectory(log: EventLog): StreamDirectory {
  const directory = new StreamDirectory();
  for (const name of log.streamNames()) directory.add(name);
  for (const { stream, lowest, highest } of log.heads()) {
    if (stream >= directory.streamCount) throw new DamagedRecord(log.lastPosition, `stream number ${String(stream)} has lost its name`);
    directory.advance(stream, highest);
    if (lowest === TOMBSTONE_REVISION) directory.tombstone(stream);
    directory.keep();
  }
  for (const { number, describes } of directory.metadataStreams()) {
    const frame = log.streamBackwards(number, directory.lastRevision(number), 1)[0]?.frame;
    if (frame !== undefined && frame !== null) directory.describe(describes, parseMetadata(Buffer.from(decodeRecorded(frame).data).toString('utf8')));
  }
  directory.keep();
  return directory;
}

/** Also compares what the index says about the streams with the records written last. */
export function rebuildRecentIds(log: EventLog, directory: StreamDirectory, recentIds: RecentIds): void {
  const found: { stream: number; id: string; revision: number; position: number }[] = [];
  let before = log.lastPosition + 1;
  while (found.length < REMEMBERED_IDS) {
    const page = log.backwards(before, PAGE_BYTES, 1000);
    const oldest = page.at(-1);
    if (oldest === undefined) break;
    for (const { frame, stream, revision, position } of page) {
      if (revision > directory.lastRevision(stream) || directory.nameOf(stream) === '')
        throw new DamagedRecord(position, 'the index of its stream is behind it');
      if (frame !== null) found.push({ stream, id: decodeRecorded(frame).id, revision, position });
    }
    before = oldest.position;
  }
  for (const each of found.slice(0, REMEMBERED_IDS).reverse()) recentIds.add(each.stream, each.id, each);
}
