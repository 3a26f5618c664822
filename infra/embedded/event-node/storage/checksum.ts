import { crc32 } from 'node:zlib';

/**
 * CRC-32 of the bytes, started from the record's place, so that a record found under another position, stream or
 * revision is as wrong as one with other bytes.
 */
export function checksumOf(place: { position: number; previous: number; stream: number; revision: number }, bytes: Uint8Array): number {
  let seed = mix(0, place.position);
  seed = mix(seed, place.previous);
  seed = mix(seed, place.stream);
  seed = mix(seed, place.revision);
  return crc32(bytes, seed >>> 0);
}

export const nameChecksum = (number: number, name: string): number => crc32(name, number);

function mix(seed: number, value: number): number {
  const low = value | 0;
  const high = Math.floor(value / 4_294_967_296) | 0;
  const once = Math.imul(seed ^ low, 0x85ebca6b);
  return Math.imul((once ^ (once >>> 15)) + high, 0xc2b2ae35) ^ low;
}
