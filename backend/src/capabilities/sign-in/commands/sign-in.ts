import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { SecondFactorNeeded, SignInRequest } from '../../../../../event-schemas/src/http/sign-in';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { CredentialStore } from '../secrets/credentials';
import { PasswordHashes } from '../passwords/password-hashes';
import { SignInAttempts } from '../secrets/sign-in-attempts';
import { SignInTickets } from '../secrets/sign-in-tickets';
import { SecondFactors } from '../second-factors/second-factors';
import { Sessions, type OpenedSession } from '../sessions/sessions';

export type SignInResult =
  | { readonly kind: 'signed-in'; readonly opened: OpenedSession }
  | { readonly kind: 'second-factor'; readonly needed: SecondFactorNeeded }
  /** Unknown account or wrong password: nobody learns which. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'too-many-tries'; readonly retryAfterSeconds: number };

export class SignInCommand extends Command<SignInResult> {
  constructor(
    readonly request: SignInRequest,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(SignInCommand)
export class SignInHandler implements ICommandHandler<SignInCommand> {
  constructor(
    private readonly attempts: SignInAttempts,
    private readonly credentials: CredentialStore,
    private readonly hashes: PasswordHashes,
    private readonly factors: SecondFactors,
    private readonly tickets: SignInTickets,
    private readonly sessions: Sessions,
  ) {}

  async execute({ request, facts }: SignInCommand): Promise<SignInResult> {
    const accountToken = this.credentials.tokenOf(request.email);
    const retryAfterSeconds = await this.attempts.begin(accountToken, facts.address);
    if (retryAfterSeconds !== null) return { kind: 'too-many-tries', retryAfterSeconds };
    const found = await this.credentials.find(request.email);
    const good = await this.hashes.verify(request.password, found?.passwordHash ?? null);
    if (found === null || !good) return { kind: 'refused' };
    await this.attempts.succeed(accountToken, facts.address);
    const methods = await this.factors.methodsOf(found.accountId);
    if (methods.length === 0) {
      const opened = await this.sessions.beginByPassword(found, facts);
      return opened === null ? { kind: 'refused' } : { kind: 'signed-in', opened };
    }
    const ticket = await this.tickets.issue({ purpose: 'second-factor', ...found, challenge: null });
    return { kind: 'second-factor', needed: { ticket, methods } };
  }
}
