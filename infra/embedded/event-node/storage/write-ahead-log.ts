/**
 * Looks at SQLite's write-ahead log before SQLite does. SQLite leaves out whatever follows the first frame that is not
 * whole, without a word. That is right for the write that was under way when the node was killed, and wrong for frames
 * that were complete once: those have been acknowledged.
 */
import { existsSync, readFileSync } from 'node:fs';

export interface WalTail {
  /** Bytes that belong to no complete transaction. */
  readonly lostBytes: number;
  /** Ends of transactions among them; a torn write leaves one at most. */
  readonly lostCommits: number;
}

const HEADER = 32;
const FRAME_HEADER = 24;
const LITTLE_ENDIAN_MAGIC = 0x377f0682;
const BIG_ENDIAN_MAGIC = 0x377f0683;

export function inspectTail(path: string): WalTail {
  const wal = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  if (wal.length < HEADER) return { lostBytes: wal.length, lostCommits: 0 };
  const magic = wal.readUInt32BE(0);
  const frameSize = FRAME_HEADER + wal.readUInt32BE(8);
  if ((magic !== LITTLE_ENDIAN_MAGIC && magic !== BIG_ENDIAN_MAGIC) || frameSize <= FRAME_HEADER) return countRest(wal, HEADER, 4096 + FRAME_HEADER, null);
  const sum = new RunningSum(magic === LITTLE_ENDIAN_MAGIC);
  sum.add(wal, 0, 24);
  if (!sum.equals(wal, 24)) return countRest(wal, HEADER, frameSize, null);
  const salt = wal.subarray(16, 24);
  let committed = HEADER;
  let at = HEADER;
  while (at + frameSize <= wal.length && hasSalt(wal, at, salt)) {
    sum.add(wal, at, at + 8);
    sum.add(wal, at + FRAME_HEADER, at + frameSize);
    if (!sum.equals(wal, at + 16)) break;
    at += frameSize;
    if (wal.readUInt32BE(at - frameSize + 4) !== 0) committed = at;
  }
  return countRest(wal, committed, frameSize, salt);
}

/** Frames of an earlier round of the log carry another salt and are no loss. Without a readable header every frame counts. */
function countRest(wal: Buffer, from: number, frameSize: number, salt: Buffer | null): WalTail {
  let lostBytes = 0;
  let lostCommits = 0;
  for (let at = from; at < wal.length; at += frameSize) {
    if (at + FRAME_HEADER > wal.length || (salt !== null && !hasSalt(wal, at, salt))) {
      if (at + frameSize > wal.length) lostBytes += wal.length - at;
      continue;
    }
    lostBytes += Math.min(frameSize, wal.length - at);
    if (wal.readUInt32BE(at + 4) !== 0) lostCommits++;
  }
  return { lostBytes, lostCommits };
}

const hasSalt = (wal: Buffer, at: number, salt: Buffer): boolean => wal.subarray(at + 8, at + 16).equals(salt);

/** The checksum of the file format: two sums that feed each other, over 32-bit words. */
class RunningSum {
  private first = 0;
  private second = 0;

  constructor(private readonly littleEndian: boolean) {}

  add(bytes: Buffer, start: number, end: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = start; at + 8 <= end; at += 8) {
      this.first = (this.first + view.getUint32(at, this.littleEndian) + this.second) >>> 0;
      this.second = (this.second + view.getUint32(at + 4, this.littleEndian) + this.first) >>> 0;
    }
  }

  equals(bytes: Buffer, at: number): boolean {
    return bytes.readUInt32BE(at) === this.first && bytes.readUInt32BE(at + 4) === this.second;
  }
}
