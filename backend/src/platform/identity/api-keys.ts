import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { Principal } from './principal';

/** Which key it is, for whom it acts, and what it was given. */
export interface ApiKeyIdentity extends Pick<Principal, 'accountId' | 'workspaceId' | 'scopes'> {
  readonly keyId: string;
}

/** Null: no key that counts now, for whatever reason. Takes any text, and as long for a bad one as for a good one. */
export type ApiKeySource = (secret: string) => Promise<ApiKeyIdentity | null>;

/** By these signs a key is told from an access token, and found by scanners for secrets. */
export const API_KEY_MARK = 'lgk_';

const KNOWN_FOR_MS = 1_000;
const MOST_KNOWN = 10_000;

/**
 * Whose key a secret is, known for at most one second: so a revocation anywhere counts everywhere within two. The capability
 * that owns keys says where the answer comes from; the platform does not know.
 */
@Injectable()
export class ApiKeys {
  private source: ApiKeySource | null = null;
  private readonly known = new Map<string, { readonly until: number; readonly identity: Promise<ApiKeyIdentity | null> }>();

  answerFrom(source: ApiKeySource): void {
    this.source = source;
  }

  /** Null where nobody makes keys, too. */
  async of(secret: string): Promise<ApiKeyIdentity | null> {
    if (this.source === null) return null;
    const digest = digestOf(secret);
    const now = performance.now();
    const found = this.known.get(digest);
    if (found !== undefined && found.until > now) return found.identity;
    const identity = this.source(secret);
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(digest, { until: now + KNOWN_FOR_MS, identity });
    identity.catch(() => this.known.delete(digest));
    return identity;
  }

  /** For the process that changed a key: it knows at once. */
  forget(): void {
    this.known.clear();
  }
}

/** No memory of the process holds a secret longer than its request. */
const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
