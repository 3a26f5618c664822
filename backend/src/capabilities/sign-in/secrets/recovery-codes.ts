import { Inject, Injectable } from '@nestjs/common';
import type { Collection, Db } from 'mongodb';
import { randomBytes } from 'node:crypto';
import { LookupTokens } from '../../../platform/sealing/lookup-tokens';
import type { TokenPlace } from '../../../platform/sealing/renew-tokens';
import { VAULT_DB, vaultCollection } from '../../../platform/sealing/vault';

interface StoredCodes {
  /** The account. */
  readonly _id: string;
  /** Keyed digests; a used one is taken out. */
  readonly codes: readonly string[];
}

const CODES = 'recovery_codes';
export const RECOVERY_CODE_TOKENS: TokenPlace = { collection: CODES, field: 'codes' };

export const RECOVERY_CODES = 10;
/** 112 bits are enough for a digest without stretching; these are 120, five to a letter. */
const CODE_BYTES = 15;
const CODE_LETTERS = 24;
/** Without I, L, O and U, which are misread. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ten codes of 120 random bits, each good once in place of a second factor. */
@Injectable()
export class RecoveryCodes {
  private readonly stored: Collection<StoredCodes>;

  constructor(
    @Inject(VAULT_DB) vault: Db,
    private readonly tokens: LookupTokens,
  ) {
    this.stored = vaultCollection<StoredCodes>(vault, CODES);
  }

  /** New codes; the old ones are void. */
  async make(accountId: string): Promise<readonly string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, freshRecoveryCode);
    await this.stored.updateOne({ _id: accountId }, { $set: { codes: codes.map((code) => this.digest(accountId, code)) } }, { upsert: true });
    return codes;
  }

  /** How many are left, or null when the code is none of them. One write takes it out, so that two uses at once are one. */
  async use(accountId: string, typed: string): Promise<number | null> {
    const code = this.digest(accountId, typed);
    const after = await this.stored.findOneAndUpdate({ _id: accountId, codes: code }, { $pull: { codes: code } }, { returnDocument: 'after' });
    return after === null ? null : after.codes.length;
  }

  async left(accountId: string): Promise<number> {
    return (await this.stored.findOne({ _id: accountId }))?.codes.length ?? 0;
  }

  async withdraw(accountId: string): Promise<void> {
    await this.stored.deleteOne({ _id: accountId });
  }

  private digest(accountId: string, typed: string): string {
    const canonical = typed
      .toUpperCase()
      .replaceAll(/[^0-9A-Z]/g, '')
      .replaceAll('O', '0')
      .replaceAll(/[IL]/g, '1');
    return this.tokens.token('installation', 'recovery-code', `${accountId} ${canonical}`);
  }
}

/** Such as `7K2M-9QXT-40AB-ZC3D-H8RN-5TVW`. */
export function freshRecoveryCode(): string {
  const bits = BigInt(`0x${randomBytes(CODE_BYTES).toString('hex')}`);
  const letters = Array.from({ length: CODE_LETTERS }, (_, index) => LETTERS.charAt(Number((bits >> BigInt(index * 5)) & 31n))).join('');
  return letters.replaceAll(/(.{4})(?=.)/g, '$1-');
}
