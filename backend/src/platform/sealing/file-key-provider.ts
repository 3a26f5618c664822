/** Epoch keys in files `epoch-<number>.key`; the highest number wraps, every one of them unwraps. */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { KeyDoesNotUnwrap, type KeyProvider, type KeyToWrap, type WrappedKey } from './key-provider';
import { keyNumbers, keyPath } from './key-series';
import { freshBytes } from './random-bytes';
import { secretFile } from './secret-file';
import type { Scope } from './subject';
import { KEY_BYTES, TAG_BYTES } from './xaes-256-gcm';

export const EPOCH_KEYS = 'epoch';
const FORMAT = 'leadgen-wrapped-key-1';

export class FileKeyProvider implements KeyProvider {
  readonly kind = 'file';
  private readonly epochs = new Map<string, Buffer>();
  private readonly scopeKeys = new Map<string, Buffer>();
  readonly epoch: string;

  /** `folder` is created when missing, with the key of epoch 1. */
  constructor(private readonly folder: string) {
    this.epoch = String(keyNumbers(folder, EPOCH_KEYS)[0] ?? 1);
    this.epochKey(this.epoch);
  }

  wrap(owners: readonly KeyToWrap[], keys: readonly Buffer[]): Promise<readonly WrappedKey[]> {
    return Promise.resolve(
      owners.map((owner, index) => {
        const key = keys[index];
        if (key?.length !== KEY_BYTES) throw new Error(`The key of ${owner.role} ${owner.subjectId} is not ${String(KEY_BYTES)} bytes long.`);
        return { epoch: this.epoch, bytes: wrapOne(this.scopeKey(this.epoch, owner.scope), key, ownerBytes(owner)) };
      }),
    );
  }

  async unwrap(owners: readonly KeyToWrap[], wrapped: readonly WrappedKey[]): Promise<readonly Buffer[]> {
    return Promise.resolve().then(() => owners.map((owner, index) => this.unwrapped(owner, wrapped[index])));
  }

  private unwrapped(owner: KeyToWrap, wrapped: WrappedKey | undefined): Buffer {
    try {
      if (wrapped === undefined) throw new Error('nothing to unwrap');
      return unwrapOne(this.scopeKey(wrapped.epoch, owner.scope), wrapped.bytes, ownerBytes(owner));
    } catch (cause) {
      const epoch = wrapped?.epoch ?? 'none';
      throw new KeyDoesNotUnwrap(`Key ${owner.keyId} does not unwrap under epoch ${epoch}: restore the key file that belongs to this vault.`, { cause });
    }
  }

  /** One key per epoch and scope, so that a workspace can be re-keyed without touching the others. */
  private scopeKey(epoch: string, scope: Scope): Buffer {
    const name = `${epoch}/${scope}`;
    const known = this.scopeKeys.get(name);
    if (known !== undefined) return known;
    const key = Buffer.from(hkdfSync('sha256', this.epochKey(epoch), Buffer.alloc(0), `leadgen scope key 1 ${scope}`, KEY_BYTES));
    this.scopeKeys.set(name, key);
    return key;
  }

  private epochKey(epoch: string): Buffer {
    const known = this.epochs.get(epoch);
    if (known !== undefined) return known;
    const path = keyPath(this.folder, EPOCH_KEYS, Number(epoch));
    if (epoch !== this.epoch && !existsSync(path)) throw new Error(`There is no key file ${path}.`);
    const key = secretFile(path);
    this.epochs.set(epoch, key);
    return key;
  }
}

// AES-256-GCM as it is: a scope has far fewer keys in an epoch than the 2^32 that 96-bit random nonces allow, and it takes half the time.
const NONCE_BYTES = 12;

function wrapOne(scopeKey: Buffer, key: Buffer, owner: Buffer): Buffer {
  const nonce = freshBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', scopeKey, nonce);
  cipher.setAAD(owner);
  const body = cipher.update(key);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

function unwrapOne(scopeKey: Buffer, wrapped: Buffer, owner: Buffer): Buffer {
  const tagAt = wrapped.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', scopeKey, wrapped.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(owner);
  decipher.setAuthTag(wrapped.subarray(tagAt));
  const key = decipher.update(wrapped.subarray(NONCE_BYTES, tagAt));
  decipher.final();
  return key;
}

const ownerBytes = (owner: KeyToWrap): Buffer => Buffer.from(JSON.stringify([FORMAT, owner.scope, owner.role, owner.subjectId, owner.keyId]));
