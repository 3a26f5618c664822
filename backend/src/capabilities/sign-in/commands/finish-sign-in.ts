import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { SecondFactorRequest } from '../../../../../event-schemas/src/http/sign-in';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { PasskeySignIn } from '../second-factors/passkey-sign-in';
import type { RelyingParty } from '../second-factors/relying-party';
import { SecondFactors, type Check } from '../second-factors/second-factors';
import { SignInTickets } from '../secrets/sign-in-tickets';
import { Sessions, type OpenedSession } from '../sessions/sessions';

export type FinishSignInResult =
  | { readonly kind: 'signed-in'; readonly opened: OpenedSession }
  | { readonly kind: 'wrong' | 'ticket-over' }
  | { readonly kind: 'too-many-tries'; readonly retryAfterSeconds: number };

/** The second half of a sign-in whose password was right. */
export class FinishSignInCommand extends Command<FinishSignInResult> {
  constructor(
    readonly request: SecondFactorRequest,
    /** Null where passkeys cannot work. */
    readonly party: RelyingParty | null,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(FinishSignInCommand)
export class FinishSignInHandler implements ICommandHandler<FinishSignInCommand> {
  constructor(
    private readonly tickets: SignInTickets,
    private readonly factors: SecondFactors,
    private readonly passkeys: PasskeySignIn,
    private readonly sessions: Sessions,
  ) {}

  async execute({ request, party, facts }: FinishSignInCommand): Promise<FinishSignInResult> {
    const ticket = await this.tickets.take('second-factor', request.ticket);
    if (ticket?.accountId == null || ticket.workspaceId === null || ticket.passwordHash === undefined) return { kind: 'ticket-over' };
    const check = await this.check(ticket.accountId, request, party, facts);
    if (check.kind === 'too-many-tries') return check;
    if (check.kind === 'wrong') return { kind: 'wrong' };
    if ((await this.tickets.use('second-factor', request.ticket)) === null) return { kind: 'ticket-over' };
    const { accountId, workspaceId, passwordHash } = ticket;
    const opened = await this.sessions.beginByPassword({ accountId, workspaceId, passwordHash }, facts);
    return opened === null ? { kind: 'ticket-over' } : { kind: 'signed-in', opened };
  }

  private async check(
    accountId: string,
    { code, recoveryCode, passkey }: SecondFactorRequest,
    party: RelyingParty | null,
    facts: RequestFacts,
  ): Promise<Check> {
    if (code !== undefined) return this.factors.checkCode(accountId, code);
    if (recoveryCode !== undefined) return this.factors.checkRecoveryCode(accountId, recoveryCode, facts);
    const proved = passkey === undefined || party === null ? null : await this.passkeys.prove(passkey.ticket, passkey.response, party);
    return { kind: proved === accountId ? 'good' : 'wrong' };
  }
}
