import { Injectable } from '@nestjs/common';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { CredentialStore } from '../secrets/credentials';
import { PasswordHashes } from './password-hashes';
import { SignInAttempts } from '../secrets/sign-in-attempts';

export type Proof = { readonly kind: 'proved' } | { readonly kind: 'wrong' } | { readonly kind: 'too-many-tries'; readonly retryAfterSeconds: number };

/** Asks somebody signed in for the password again, held back like signing in. */
@Injectable()
export class PasswordProofs {
  constructor(
    private readonly attempts: SignInAttempts,
    private readonly credentials: CredentialStore,
    private readonly hashes: PasswordHashes,
  ) {}

  async check(accountId: string, password: string, { address }: Pick<RequestFacts, 'address'>): Promise<Proof> {
    const what = `proof ${accountId}`;
    const retryAfterSeconds = await this.attempts.begin(what, address);
    if (retryAfterSeconds !== null) return { kind: 'too-many-tries', retryAfterSeconds };
    const found = await this.credentials.findByAccount(accountId);
    if (!(await this.hashes.verify(password, found?.passwordHash ?? null)) || found === null) return { kind: 'wrong' };
    await this.attempts.succeed(what, address);
    return { kind: 'proved' };
  }
}
