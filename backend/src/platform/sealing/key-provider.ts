/**
 * Where the key that wraps the subject keys comes from. It is kept apart from the vault database: a copy of the vault
 * alone opens nothing. A provider changes its epoch key from time to time and keeps the older ones until all are re-wrapped.
 */
import type { Scope, Subject } from './subject';

export interface KeyToWrap extends Subject {
  readonly scope: Scope;
  readonly keyId: string;
}

export interface WrappedKey {
  /** The epoch key that unwraps it. */
  readonly epoch: string;
  readonly bytes: Buffer;
}

export interface KeyProvider {
  /** A file is a weak keeper, and certificates say so. */
  readonly kind: 'file' | 'kms';
  /** The epoch key that wraps now. */
  readonly epoch: string;
  /** One wrapped key per key given, in order; `owners[i]` is bound to `keys[i]`, so that a wrapped key cannot be passed off as another's. */
  wrap(owners: readonly KeyToWrap[], keys: readonly Buffer[]): Promise<readonly WrappedKey[]>;
  /** Throws KeyDoesNotUnwrap for a key of a lost epoch or another owner. */
  unwrap(owners: readonly KeyToWrap[], wrapped: readonly WrappedKey[]): Promise<readonly Buffer[]>;
}

export class KeyDoesNotUnwrap extends Error {
  override readonly name = 'KeyDoesNotUnwrap';
}

export const KEY_PROVIDER = Symbol('KeyProvider');
