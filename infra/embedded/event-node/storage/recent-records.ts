import type { LogRecord } from './log-record';

/** The records written last, so that live readers need not ask the disk for what has just gone there. */
export class RecentRecords {
  private records: LogRecord[] = [];
  private bytes = 0;

  constructor(
    private readonly maxRecords: number,
    private readonly maxBytes: number,
  ) {}

  add(record: LogRecord): void {
    this.records.push(record);
    this.bytes += record.frame?.length ?? 0;
    if (this.records.length > this.maxRecords || this.bytes > this.maxBytes) this.dropOlderHalf();
  }

  /** The records after the position, or null when that is further back than these reach. */
  after(position: number, bytes: number, limit: number): LogRecord[] | null {
    const oldest = this.records[0];
    if (oldest === undefined || position < oldest.previous) return null;
    let first = this.records.length;
    while (first > 0 && (this.records[first - 1]?.position ?? 0) > position) first--;
    const page: LogRecord[] = [];
    for (let index = first; index < this.records.length && page.length < limit; index++) {
      const record = this.records[index];
      if (record === undefined || record.position > position + bytes) break;
      page.push(record);
    }
    return page.length === 0 ? null : page;
  }

  clear(): void {
    this.records = [];
    this.bytes = 0;
  }

  private dropOlderHalf(): void {
    this.records = this.records.slice(this.records.length >> 1);
    this.bytes = this.records.reduce((sum, { frame }) => sum + (frame?.length ?? 0), 0);
  }
}
