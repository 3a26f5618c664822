/** Protobuf written straight into one buffer: the hot paths (recorded events, batch replies) skip the generated classes. */

const TWO_TO_32 = 4_294_967_296;

export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}

/** Size of a length-delimited field with a tag of one byte. */
export function fieldSize(length: number): number {
  return 1 + varintSize(length) + length;
}

export class ProtobufWriter {
  private offset = 0;

  constructor(private readonly buffer: Buffer) {}

  varint(value: number): this {
    let rest = value;
    while (rest >= TWO_TO_32) {
      this.buffer[this.offset++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    while (rest >= 128) {
      this.buffer[this.offset++] = (rest & 127) | 128;
      rest = rest >>> 7;
    }
    this.buffer[this.offset++] = rest;
    return this;
  }

  /** 2^63 − 1, which a JavaScript number cannot hold: the revision of a tombstone. */
  largestInt64(): this {
    this.buffer.fill(0xff, this.offset, this.offset + 8);
    this.buffer[this.offset + 8] = 0x7f;
    this.offset += 9;
    return this;
  }

  numberField(field: number, value: number): this {
    return this.byte(field << 3).varint(value);
  }

  /** Header of a length-delimited field; the content follows. */
  open(field: number, length: number): this {
    return this.byte((field << 3) | 2).varint(length);
  }

  bytesField(field: number, bytes: Uint8Array): this {
    return this.open(field, bytes.length).bytes(bytes);
  }

  /** Whole fields, as they are. */
  bytes(bytes: Uint8Array): this {
    this.buffer.set(bytes, this.offset);
    this.offset += bytes.length;
    return this;
  }

  /** The text must need one byte per character. */
  asciiField(field: number, text: string): this {
    this.open(field, text.length);
    this.offset += this.buffer.write(text, this.offset, 'latin1');
    return this;
  }

  byte(value: number): this {
    this.buffer[this.offset++] = value;
    return this;
  }
}
