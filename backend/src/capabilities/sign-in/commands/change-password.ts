import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ChangePasswordRequest } from '../../../../../event-schemas/src/http/accounts';
import type { PasswordFault } from '../../../../../event-schemas/src/http/passwords';
import type { RequestFacts } from '../../../platform/http/request-facts';
import type { Principal } from '../../../platform/identity/principal';
import { Passwords } from '../passwords/passwords';
import { Accounts } from '../account/accounts';
import { PasswordRules } from '../passwords/password-rules';
import { PasswordProofs, type Proof } from '../passwords/password-proofs';

export type ChangePasswordResult =
  | Exclude<Proof, { kind: 'proved' }>
  | { readonly kind: 'refused'; readonly fault: PasswordFault }
  | { readonly kind: 'changed'; readonly position: string | null };

export class ChangePasswordCommand extends Command<ChangePasswordResult> {
  constructor(
    readonly principal: Pick<Principal, 'accountId' | 'sessionId'>,
    readonly request: ChangePasswordRequest,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(ChangePasswordCommand)
export class ChangePasswordHandler implements ICommandHandler<ChangePasswordCommand> {
  constructor(
    private readonly proofs: PasswordProofs,
    private readonly accounts: Accounts,
    private readonly rules: PasswordRules,
    private readonly passwords: Passwords,
  ) {}

  async execute({ principal, request, facts }: ChangePasswordCommand): Promise<ChangePasswordResult> {
    const proof = await this.proofs.check(principal.accountId, request.currentPassword, facts);
    if (proof.kind !== 'proved') return proof;
    const { profile } = await this.accounts.known(principal.accountId);
    const fault = await this.rules.fault(request.newPassword, [profile?.email ?? '', profile?.displayName ?? '']);
    if (fault !== null) return { kind: 'refused', fault };
    const replacement = { cause: 'user', except: principal.sessionId, alsoBrowsers: request.alsoBrowsers ?? false } as const;
    const position = await this.passwords.replace(principal.accountId, request.newPassword, replacement, facts);
    return { kind: 'changed', position };
  }
}
