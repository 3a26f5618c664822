/** Documents met lately, so that a hot one is not read again. Bounded by bytes; the oldest go first. */
import type { StoredDocument, ViewDocument } from './view';

type Kept = StoredDocument<ViewDocument>;

export class DocumentCache {
  private readonly kept = new Map<string, { readonly document: Kept; readonly bytes: number }>();
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
    this.delete(id);
    const bytes = roughBytes(document);
    this.kept.set(id, { document, bytes });
    this.bytes += bytes;
    for (const [oldest] of this.kept) {
      if (this.bytes <= this.maxBytes) break;
      this.delete(oldest);
    }
  }

  delete(id: string): void {
    const entry = this.kept.get(id);
    if (entry === undefined) return;
    this.kept.delete(id);
    this.bytes -= entry.bytes;
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
