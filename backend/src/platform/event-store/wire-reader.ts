/** Reads protobuf fields one behind the other, without an object per message. */
export class WireReader {
  /** Number of the field that `next` or `find` has come to. Its value must then be taken or skipped. */
  field = 0;
  private kind = 0;

  constructor(
    private readonly bytes: Buffer,
    private at: number,
    private readonly end: number,
  ) {}

  next(): boolean {
    if (this.at >= this.end) return false;
    const tag = this.varint();
    this.field = tag >>> 3;
    this.kind = tag & 7;
    return true;
  }

  /** Skips to the field; false when it does not come any more. */
  find(field: number): boolean {
    while (this.next()) {
      if (this.field === field) return true;
      this.skip();
    }
    return false;
  }

  /** Whole numbers; those above 2^53 lose their last digits. */
  number(): number {
    return this.varint();
  }

  text(): string {
    const from = this.span();
    return this.bytes.toString('utf8', from, this.at);
  }

  inside(): WireReader {
    const from = this.span();
    return new WireReader(this.bytes, from, this.at);
  }

  skip(): void {
    if (this.kind === VARINT) this.varint();
    else if (this.kind === BYTES) this.span();
    else this.moveTo(this.at + (this.kind === EIGHT_BYTES ? 8 : 4));
  }

  /** Start of a field of bytes; moves behind it. */
  private span(): number {
    const length = this.varint();
    const from = this.at;
    this.moveTo(from + length);
    return from;
  }

  private moveTo(at: number): void {
    if (at > this.end) throw new Error('A message of the event store ends within a field.');
    this.at = at;
  }

  private varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at] ?? 0;
      this.moveTo(this.at + 1);
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
}

const VARINT = 0;
const EIGHT_BYTES = 1;
const BYTES = 2;
