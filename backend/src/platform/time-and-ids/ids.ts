/** The only source of new identifiers. */
import { createHash, randomUUID } from 'node:crypto';

export abstract class Ids {
  /** A random lower-case UUIDv4: never derived from anything that belongs to a person. */
  abstract next(): string;
}

export class RandomIds extends Ids {
  override next(): string {
    return randomUUID();
  }
}

/** UUIDv5: the same id for the same name under the same namespace (a UUID), so that a repetition is recognised. */
export function derivedId(namespace: string, name: string): string {
  // eslint-disable-next-line no-restricted-syntax -- RFC 9562 names SHA-1 for this version; an id keeps no secret.
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
