import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { UsePasswordResetRequest } from '../../../../../event-schemas/src/http/accounts';
import type { PasswordFault } from '../../../../../event-schemas/src/http/passwords';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { Accounts } from '../account/accounts';
import { Passwords } from '../passwords/passwords';
import { ResetTokens } from '../secrets/one-time-tokens';
import { PasswordRules } from '../passwords/password-rules';

export type UsePasswordResetResult =
  | { readonly kind: 'changed'; readonly position: string | null }
  /** Used up, out of date or invented. */
  | { readonly kind: 'link-over' }
  | { readonly kind: 'refused'; readonly fault: PasswordFault };

export class UsePasswordResetCommand extends Command<UsePasswordResetResult> {
  constructor(
    readonly request: UsePasswordResetRequest,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

/** The token is used up before the password is replaced: whatever is killed after that, nobody can use it again. A password that is refused leaves it. */
@CommandHandler(UsePasswordResetCommand)
export class UsePasswordResetHandler implements ICommandHandler<UsePasswordResetCommand> {
  constructor(
    private readonly resets: ResetTokens,
    private readonly accounts: Accounts,
    private readonly rules: PasswordRules,
    private readonly passwords: Passwords,
  ) {}

  async execute({ request, facts }: UsePasswordResetCommand): Promise<UsePasswordResetResult> {
    const holder = await this.resets.holderOf(request.token);
    if (holder === null) return { kind: 'link-over' };
    const { profile } = await this.accounts.known(holder);
    const fault = await this.rules.fault(request.password, [profile?.email ?? '', profile?.displayName ?? '']);
    if (fault !== null) return { kind: 'refused', fault };
    const accountId = await this.resets.use(request.token);
    if (accountId === null) return { kind: 'link-over' };
    const position = await this.passwords.replace(accountId, request.password, { cause: 'reset', except: null, alsoBrowsers: true }, facts);
    return { kind: 'changed', position };
  }
}
