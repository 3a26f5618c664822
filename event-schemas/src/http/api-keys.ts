import type { PasswordProof } from './accounts';

/** GET /api/v1/api-keys (Page), POST 201, POST /{id}/rotations 201 (by its maker alone; the old secret goes on for the overlap), DELETE /{id} 204. */
export interface ApiKey {
  readonly id: string;
  /** Such as `Nightly export`. */
  readonly name: string;
  /** First characters of the secret, to be recognised by, such as `lgk_ab12cd34`. */
  readonly prefix: string;
  /** Permissions of the table that keys may have; effective only while its maker has them too. Such as `read-leads`. */
  readonly scopes: readonly string[];
  /** Who made it and for whom it acts; nobody else rotates it. */
  readonly accountId: string;
  /** Such as `Ada Lovelace`. */
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly state: 'active' | 'expired' | 'revoked';
  /** End of the overlap while an older secret still works, of several the latest; null otherwise. */
  readonly olderSecretUntil: string | null;
}

export interface CreateApiKeyRequest extends PasswordProof {
  readonly name: string;
  readonly scopes: readonly string[];
  /** 1 to 365 days. */
  readonly days: number;
}

export interface RotateApiKeyRequest extends PasswordProof {
  /** 0 to 168 hours in which both secrets work. */
  readonly overlapHours: number;
}

/** `secret` is shown once. Sent as `Authorization: Bearer lgk_…`. */
export interface IssuedApiKey extends ApiKey {
  /** Such as `lgk_ab12cd34_dGhlIHJlc3QgaXMgc2hvd24gb25jZQ`. */
  readonly secret: string;
}
