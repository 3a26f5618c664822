/** Random bytes for nonces and salts, drawn from the system in blocks because one draw per event costs more than the sealing. */
import { randomFillSync } from 'node:crypto';

const block = Buffer.alloc(8192);
let used = block.length;

/** A fresh copy: bytes are given out once and never again. */
export function freshBytes(count: number): Buffer {
  if (used + count > block.length) {
    randomFillSync(block);
    used = 0;
  }
  const bytes = Buffer.from(block.subarray(used, used + count));
  used += count;
  return bytes;
}
