/** The only source of new identifiers. */
import { randomUUID } from 'node:crypto';
import { v5 } from 'uuid';

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
export const derivedId = (namespace: string, name: string): string => v5(name, namespace);
