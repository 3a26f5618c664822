/** Documents met lately, so that a hot one is not read again. Bounded by bytes, 0 for none; the oldest go first. */
import type { StoredDocument, ViewDocument } from './view';

type Kept = StoredDocument<ViewDocument>;

export class DocumentCache {
  private readonly kept = new Map<string, { readonly document: Kept; readonly bytes: number }>();
  /** Goes on where it stopped: a new one would first pass all that was deleted before it. */
  private byAge = this.kept.keys();
  private bytes = 0;

  constructor(private readonly maxBytes: number) {}

  get(id: string): Kept | undefined {
    const entry = this.kept.get(id);
    if (entry === undefined) return undefined;
    this.kept.delete(id);
    this.kept.set(id, entry);
    return entry.document;
  }

  set(id: string, document: Kept): void {
    if (this.maxBytes === 0) return;
    this.delete(id);
    const bytes = roughBytes(document);
    this.kept.set(id, { document, bytes });
    this.bytes += bytes;
    while (this.bytes > this.maxBytes) this.dropOldest();
  }

  delete(id: string): void {
    const entry = this.kept.get(id);
    if (entry === undefined) return;
    this.kept.delete(id);
    this.bytes -= entry.bytes;
  }

  private dropOldest(): void {
    let next = this.byAge.next();
    if (next.done === true) {
      this.byAge = this.kept.keys();
      next = this.byAge.next();
    }
    if (next.done !== true) this.delete(next.value);
  }

  clear(): void {
    this.kept.clear();
    this.bytes = 0;
  }
}

/** Close enough for a bound, and far cheaper than serialising. */
function roughBytes(value: unknown): number {
  if (typeof value === 'string') return 24 + value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let bytes = 48;
  for (const name in value) bytes += 16 + roughBytes((value as Readonly<Record<string, unknown>>)[name]);
  return bytes;
}
