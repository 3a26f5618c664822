/**
 * XAES-256-GCM (https://c2sp.org/XAES-256-GCM): AES-256-GCM under a key derived from the first half of a 192-bit random
 * nonce, so that one long-lived key may seal any number of messages. Composed of native primitives only.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';

export const KEY_BYTES = 32;
export const NONCE_BYTES = 24;
export const TAG_BYTES = 16;

const ZERO_BLOCK = Buffer.alloc(16);

/** Returns ciphertext and tag. */
export function sealXaes(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, associatedData: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', deriveKey(key, nonce), nonce.subarray(12));
  cipher.setAAD(associatedData);
  const body = cipher.update(plaintext);
  cipher.final();
  return Buffer.concat([body, cipher.getAuthTag()]);
}

/** Returns the plaintext. Throws when key, nonce, associated data or a single bit of the message differ. */
export function openXaes(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, associatedData: Uint8Array): Buffer {
  if (sealed.length < TAG_BYTES) throw new Error('A sealed message is at least as long as its tag.');
  const tagAt = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(key, nonce), nonce.subarray(12));
  decipher.setAAD(associatedData);
  decipher.setAuthTag(sealed.subarray(tagAt));
  const plaintext = decipher.update(sealed.subarray(0, tagAt));
  decipher.final();
  return plaintext;
}

/** The key derivation of NIST SP 800-108r1 with CMAC, written out for its two fixed blocks. */
function deriveKey(key: Uint8Array, nonce: Uint8Array): Buffer {
  if (key.length !== KEY_BYTES || nonce.length !== NONCE_BYTES) throw new Error('XAES-256-GCM takes a key of 32 and a nonce of 24 bytes.');
  const aes = createCipheriv('aes-256-ecb', key, null);
  const mask = doubled(aes.update(ZERO_BLOCK));
  const blocks = Buffer.alloc(32);
  for (const [offset, counter] of [
    [0, 1],
    [16, 2],
  ] as const) {
    blocks[offset + 1] = counter;
    blocks[offset + 2] = 0x58;
    blocks.set(nonce.subarray(0, 12), offset + 4);
  }
  for (let index = 0; index < 32; index += 1) blocks[index] = (blocks[index] ?? 0) ^ (mask[index % 16] ?? 0);
  return aes.update(blocks);
}

/** Multiplication by x in GF(2^128), as CMAC makes its first subkey. */
function doubled(block: Uint8Array): Uint8Array {
  const result = new Uint8Array(16);
  let carry = 0;
  for (let index = 15; index >= 0; index -= 1) {
    const byte = block[index] ?? 0;
    result[index] = ((byte << 1) | carry) & 0xff;
    carry = byte >> 7;
  }
  result[15] = (result[15] ?? 0) ^ (carry * 0x87);
  return result;
}
