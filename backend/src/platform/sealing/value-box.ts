import type { Db } from 'mongodb';
import { freshBytes } from './random-bytes';
import { vaultCollection } from './vault';
import { NONCE_BYTES, openXaes, sealXaes } from './xaes-256-gcm';

/** Keeps values of the vault: sealed under a key outside the databases and bound to their owner, so that a copy of the vault alone shows nothing. */
export class ValueBox {
  /** `keys` are 32 bytes each, the newest first: it seals, all of them open. `format` names what is kept. */
  constructor(
    private readonly keys: readonly [Buffer, ...Buffer[]],
    private readonly format: string,
  ) {}

  /** Nonce, ciphertext and tag, base64url. */
  seal(ownerId: string, value: Buffer): string {
    const nonce = freshBytes(NONCE_BYTES);
    return Buffer.concat([nonce, sealXaes(this.keys[0], nonce, value, this.boundTo(ownerId))]).toString('base64url');
  }

  open(ownerId: string, sealed: string): Buffer {
    return this.opened(ownerId, sealed).value;
  }

  /** The same value under the newest key, or null when it is under it already. */
  resealed(ownerId: string, sealed: string): string | null {
    const { value, by } = this.opened(ownerId, sealed);
    return by === this.keys[0] ? null : this.seal(ownerId, value);
  }

  private opened(ownerId: string, sealed: string): { readonly value: Buffer; readonly by: Buffer } {
    const bytes = Buffer.from(sealed, 'base64url');
    let fault: unknown;
    for (const by of this.keys) {
      try {
        return { value: openXaes(by, bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES), this.boundTo(ownerId)), by };
      } catch (error) {
        fault = error;
      }
    }
    throw fault;
  }

  private boundTo(ownerId: string): Buffer {
    return Buffer.from(JSON.stringify([this.format, ownerId]));
  }
}

/** Where sealed values stand: in `field`, each bound to the id in `owner`. */
export interface SealedPlace {
  readonly collection: string;
  readonly field: string;
  readonly owner: string;
}

type Anything = Readonly<Record<string, unknown>> & { readonly _id: string };

/**
 * Brings every value of the place under the newest key and answers how many there are; throws when one does not open. May be
 * killed anywhere and begun again: each document changes in one write, and only while it is as it was read.
 */
export async function resealValues(vault: Db, { collection, field, owner }: SealedPlace, box: ValueBox): Promise<number> {
  const values = vaultCollection<Anything>(vault, collection);
  let count = 0;
  for await (const value of values.find({ [field]: { $type: 'string' } })) {
    const sealed = String(value[field]);
    const resealed = box.resealed(String(value[owner]), sealed);
    count += 1;
    if (resealed !== null) await values.updateOne({ _id: value._id, [field]: sealed }, { $set: { [field]: resealed } });
  }
  return count;
}
