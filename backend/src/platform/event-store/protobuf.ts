/** The few pieces of protobuf that appends need, written straight into one buffer: the generated classes cost more than the sealing. */

export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

/** Size of a length-delimited field whose number is below 16. */
export const fieldSize = (length: number): number => 1 + varintSize(length) + length;

export class ProtobufWriter {
  private at = 0;

  /** `buffer` has exactly the size of what will be written. */
  constructor(readonly buffer: Buffer) {}

  /** A whole number below 2^53. */
  number(field: number, value: number): this {
    return this.byte(field << 3).varint(value);
  }

  /** Header of a length-delimited field; `length` bytes must follow. */
  open(field: number, length: number): this {
    return this.byte((field << 3) | 2).varint(length);
  }

  bytes(field: number, bytes: Uint8Array): this {
    return this.open(field, bytes.length).raw(bytes);
  }

  /** `length` is the text's in UTF-8. */
  text(field: number, text: string, length: number): this {
    this.open(field, length);
    this.at += this.buffer.write(text, this.at, length, 'utf8');
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.buffer.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }

  private varint(value: number): this {
    let rest = value;
    while (rest >= 128) {
      this.byte((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    return this.byte(rest);
  }

  private byte(value: number): this {
    this.buffer[this.at] = value;
    this.at += 1;
    return this;
  }
}

/** Reads fields one after the other; `null` and a stop at whatever it does not understand. */
export class ProtobufReader {
  constructor(
    private readonly buffer: Buffer,
    private at = 0,
    private readonly end = buffer.length,
  ) {}

  /** Number and wire type of the next field as protobuf writes them, 0 at the end. */
  tag(): number {
    return this.at >= this.end ? 0 : this.varint();
  }

  /** NaN beyond 2^53, or when the message is cut off. */
  varint(): number {
    let value = 0;
    for (let scale = 1; this.at < this.end; scale *= 128) {
      const byte = this.buffer[this.at] ?? 0;
      this.at += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value <= Number.MAX_SAFE_INTEGER ? value : Number.NaN;
    }
    return Number.NaN;
  }

  message(): ProtobufReader {
    const length = this.varint();
    const start = this.at;
    this.at = start + length;
    return new ProtobufReader(this.buffer, start, Math.min(this.at, this.end));
  }

  /** The rest of this message as ASCII. */
  ascii(): string {
    return this.buffer.toString('latin1', this.at, this.end);
  }
}
