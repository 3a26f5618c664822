/** Reads protobuf fields one after the other without building objects for them. Throws MalformedMessage on bytes that are not protobuf. */

export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}

export class ProtobufReader {
  /** Number of the field that `next` has just found. */
  field = 0;
  private wireType = 0;

  constructor(
    private readonly buffer: Buffer,
    private offset = 0,
    private readonly end = buffer.length,
  ) {}

  next(): boolean {
    if (this.offset >= this.end) return false;
    const tag = this.rawVarint();
    this.field = tag >>> 3;
    this.wireType = tag & 7;
    return true;
  }

  /** Whole numbers up to 2^53; anything larger (2^63 − 1 of a tombstone) becomes Infinity. */
  varint(): number {
    this.mustBe(0);
    return this.rawVarint();
  }

  bytes(): Buffer {
    const [start, end] = this.span();
    return this.buffer.subarray(start, end);
  }

  text(): string {
    const [start, end] = this.span();
    return this.buffer.toString('utf8', start, end);
  }

  message(): ProtobufReader {
    const [start, end] = this.span();
    return new ProtobufReader(this.buffer, start, end);
  }

  /** A signed 64-bit field, as structured UUIDs use it. */
  int64(): bigint {
    this.mustBe(0);
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.nextByte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asIntN(64, value);
    }
    throw new MalformedMessage('A number is longer than ten bytes.');
  }

  skip(): void {
    if (this.wireType === 0) this.rawVarint();
    else if (this.wireType === 2) this.span();
    else if (this.wireType === 1) this.advance(8);
    else if (this.wireType === 5) this.advance(4);
    else throw new MalformedMessage(`Wire type ${String(this.wireType)} is not in use.`);
  }

  private span(): [number, number] {
    this.mustBe(2);
    const length = this.rawVarint();
    const start = this.offset;
    this.advance(length);
    return [start, this.offset];
  }

  private mustBe(wireType: number): void {
    if (this.wireType !== wireType) throw new MalformedMessage(`Field ${String(this.field)} has the wrong wire type.`);
  }

  private advance(length: number): void {
    if (this.offset + length > this.end) throw new MalformedMessage('A field is longer than its message.');
    this.offset += length;
  }

  private nextByte(): number {
    const byte = this.buffer[this.offset];
    if (byte === undefined || this.offset >= this.end) throw new MalformedMessage('The message ends inside a number.');
    this.offset++;
    return byte;
  }

  private rawVarint(): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < 10; count++) {
      const byte = this.nextByte();
      value += (byte & 127) * scale;
      if (byte < 128) return value > Number.MAX_SAFE_INTEGER ? Infinity : value;
      scale *= 128;
    }
    throw new MalformedMessage('A number is longer than ten bytes.');
  }
}
