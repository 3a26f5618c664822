/** May this append be written? The order of the questions is the protocol's, and clients depend on it. */

/** A revision may be any number of 64 bits: answers repeat it as it came. */
export type Expected = bigint | 'no-stream' | 'any' | 'stream-exists';

export interface StreamHead {
  /** −1 when nothing was ever written. */
  readonly lastRevision: number;
  readonly tombstoned: boolean;
  readonly softDeleted: boolean;
  readonly hasMetadata: boolean;
}

export interface EarlierEvent {
  readonly revision: number;
  readonly position: number;
}

export interface EarlierEvents {
  /** A recently written event of this stream with the id, or null. */
  byId(id: string): EarlierEvent | null;
  /** The id and place of the stream's event at the revision; null when it does not exist any more. */
  atRevision(revision: number): (EarlierEvent & { readonly id: string }) | null;
}

export type Verdict =
  { readonly kind: 'write' } | { readonly kind: 'repeated'; readonly last: EarlierEvent } | { readonly kind: 'wrong' } | { readonly kind: 'deleted' };

const WRITE: Verdict = { kind: 'write' };
const WRONG: Verdict = { kind: 'wrong' };
const DELETED: Verdict = { kind: 'deleted' };

export function judge(expected: Expected, head: StreamHead, ids: readonly string[], earlier: EarlierEvents): Verdict {
  if (head.tombstoned) return DELETED;
  if (expected === 'stream-exists') {
    if (head.softDeleted) return DELETED;
    if (head.lastRevision < 0 && !head.hasMetadata) return WRONG;
  }
  if (expected === 'any' || expected === 'stream-exists') return judgeLoosely(ids, earlier);
  const revision = expected === 'no-stream' ? -1 : Number(expected);
  if (revision > head.lastRevision) return WRONG;
  if (revision === head.lastRevision) return WRITE;
  return judgeRepetition(revision, head, expected === 'no-stream', ids, earlier);
}

/** No revision given: the ids themselves tell a repetition, as long as they are remembered. */
function judgeLoosely(ids: readonly string[], earlier: EarlierEvents): Verdict {
  let last: EarlierEvent | null = null;
  for (const [index, id] of ids.entries()) {
    const found = earlier.byId(id);
    if (found === null) return index === 0 ? WRITE : WRONG;
    last = found;
  }
  return last === null ? WRITE : { kind: 'repeated', last };
}

/** The stream is further on: fine only if exactly these events stand where they would have been written. */
function judgeRepetition(revision: number, head: StreamHead, noStream: boolean, ids: readonly string[], earlier: EarlierEvents): Verdict {
  let last: EarlierEvent | null = null;
  for (const [index, id] of ids.entries()) {
    const found = earlier.atRevision(revision + 1 + index);
    if (found?.id !== id) return index === 0 && noStream && head.softDeleted ? WRITE : WRONG;
    last = found;
  }
  return last === null ? WRONG : { kind: 'repeated', last };
}
