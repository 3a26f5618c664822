import messages from '@eventstore/db-client/generated/streams_pb';
import { decodeRecorded, encodeLinked, encodeRecorded, recordedPart } from './recorded-event';

const id = '6f6d2b0a-3c52-4c58-9d2e-0a1b2c3d4e5f';
const event = { id, type: 'Naïve.v1', contentType: 'application/json', data: Buffer.from('{"a":1}'), metadata: Buffer.from([0, 1, 255]) };
const recordedAt = Date.parse('2026-11-23T21:00:00.123Z');
const place = (revision: number | null, position: number) => ({ stream: Buffer.from('strøm-1'), revision, position, recordedAt });

/** What the generated classes of the client make of the same bytes. */
function asClient(frame: Buffer) {
  const readEvent = messages.ReadResp.deserializeBinary(frame).getEvent();
  const recorded = readEvent?.getEvent();
  return {
    id: recorded?.getId()?.getString(),
    stream: Buffer.from(recorded?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8'),
    revision: recorded?.getStreamRevision(),
    prepare: recorded?.getPreparePosition(),
    commit: recorded?.getCommitPosition(),
    commitPosition: readEvent?.getCommitPosition(),
    metadata: Object.fromEntries(recorded?.getMetadataMap().getEntryList() ?? []) as Record<string, string>,
    data: Buffer.from(recorded?.getData_asU8() ?? []),
    custom: Buffer.from(recorded?.getCustomMetadata_asU8() ?? []),
  };
}

it.each([
  [0, 64],
  [127, 128],
  [2 ** 31 - 1, 2 ** 32],
  [300, 2 ** 40 + 12_345],
])('an event at revision %d and position %d is read by the client as it was written', (revision, position) => {
  expect(asClient(encodeRecorded(event, place(revision, position)))).toEqual({
    id,
    stream: 'strøm-1',
    revision: String(revision),
    prepare: String(position),
    commit: String(position),
    commitPosition: String(position),
    metadata: { type: 'Naïve.v1', 'content-type': 'application/json', created: String(BigInt(recordedAt) * 10_000n) },
    data: event.data,
    custom: event.metadata,
  });
});

it('a tombstone has the largest revision there is', () => {
  expect(asClient(encodeRecorded(event, place(null, 64))).revision).toBe('9223372036854775807');
});

it('decoding gives back what was encoded', () => {
  expect(decodeRecorded(encodeRecorded(event, place(5, 4096)))).toEqual({ ...event, stream: 'strøm-1', revision: 5, position: 4096, recordedAt });
});

it('a followed link carries its target and itself, or itself alone', () => {
  const [target, link] = [encodeRecorded(event, place(5, 4096)), encodeRecorded({ ...event, type: '$>' }, place(0, 8192))];
  const both = messages.ReadResp.deserializeBinary(encodeLinked(target, link, 8192)).getEvent();
  expect([both?.getEvent()?.getStreamRevision(), both?.getLink()?.getCommitPosition(), both?.getCommitPosition()]).toEqual(['5', '8192', '8192']);
  const alone = messages.ReadResp.deserializeBinary(encodeLinked(null, link, 8192)).getEvent();
  expect([alone?.hasEvent(), alone?.hasLink()]).toEqual([false, true]);
  expect(recordedPart(target).length).toBeGreaterThan(100);
});
