/**
 * What the node knows about every stream without asking the disk: number, last revision, tombstone, metadata. Rebuilt
 * at start. A stream costs a name, a map entry and a few bytes, so 200,000 of them fit into some 30 MB.
 */
import type { StreamHead } from './expected-revision';
import { NO_METADATA, describedStream, isSoftDeleted, type StreamMetadata } from './stream-metadata';

const TOMBSTONED = 1;

/** One change of the directory, to be taken back when its transaction fails. */
type Undo = () => void;

export class StreamDirectory {
  private readonly numbers = new Map<string, number>();
  private readonly names: string[] = [];
  private lastRevisions = new Int32Array(1024).fill(-1);
  private flags = new Uint8Array(1024);
  private readonly metadata = new Map<string, StreamMetadata>();
  private journal: Undo[] = [];

  get streamCount(): number {
    return this.names.length;
  }

  numberOf(stream: string): number | null {
    return this.numbers.get(stream) ?? null;
  }

  nameOf(number: number): string {
    return this.names[number] ?? '';
  }

  lastRevision(number: number): number {
    return this.lastRevisions[number] ?? -1;
  }

  /** The metadata stream of a tombstoned stream is gone with it. */
  isTombstoned(stream: string): boolean {
    const number = this.numbers.get(stream);
    if (number !== undefined && this.flags[number] === TOMBSTONED) return true;
    const describes = describedStream(stream);
    return describes !== null && this.isTombstoned(describes);
  }

  metadataOf(stream: string): StreamMetadata {
    return this.metadata.get(stream) ?? NO_METADATA;
  }

  head(stream: string): StreamHead {
    const number = this.numbers.get(stream);
    const metadata = this.metadata.get(stream);
    return {
      lastRevision: number === undefined ? -1 : this.lastRevision(number),
      tombstoned: this.isTombstoned(stream),
      softDeleted: metadata !== undefined && isSoftDeleted(metadata),
      hasMetadata: metadata !== undefined,
    };
  }

  add(stream: string): number {
    const number = this.names.length;
    this.names.push(stream);
    this.numbers.set(stream, number);
    if (number >= this.lastRevisions.length) this.grow();
    this.lastRevisions[number] = -1;
    this.flags[number] = 0;
    this.journal.push(() => {
      this.names.pop();
      this.numbers.delete(stream);
    });
    return number;
  }

  advance(number: number, revision: number): void {
    const before = this.lastRevision(number);
    this.lastRevisions[number] = revision;
    this.journal.push(() => {
      this.lastRevisions[number] = before;
    });
  }

  tombstone(number: number): void {
    this.flags[number] = TOMBSTONED;
    this.journal.push(() => {
      this.flags[number] = 0;
    });
  }

  describe(stream: string, metadata: StreamMetadata): void {
    const before = this.metadata.get(stream);
    this.metadata.set(stream, metadata);
    this.journal.push(() => {
      if (before === undefined) this.metadata.delete(stream);
      else this.metadata.set(stream, before);
    });
  }

  /** Streams of which a scavenge may find something to take out: described, tombstoned, or describing another. */
  *scavengeable(): Iterable<string> {
    for (const [number, name] of this.names.entries()) {
      const describes = describedStream(name) !== null;
      if ((describes && (this.lastRevision(number) > 0 || this.isTombstoned(name))) || this.metadata.has(name) || this.isTombstoned(name)) yield name;
    }
  }

  /** Names of the metadata streams, for the rebuild at start. */
  *metadataStreams(): Iterable<{ number: number; describes: string }> {
    for (const [number, name] of this.names.entries()) {
      const describes = describedStream(name);
      if (describes !== null) yield { number, describes };
    }
  }

  keep(): void {
    this.journal = [];
  }

  takeBack(): void {
    for (const undo of this.journal.reverse()) undo();
    this.journal = [];
  }

  private grow(): void {
    const revisions = new Int32Array(this.lastRevisions.length * 2).fill(-1);
    revisions.set(this.lastRevisions);
    this.lastRevisions = revisions;
    const flags = new Uint8Array(revisions.length);
    flags.set(this.flags);
    this.flags = flags;
  }
}
