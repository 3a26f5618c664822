import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { ChangeEmailRequest } from '../../../../../event-schemas/src/http/accounts';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { Mailer } from '../../../platform/mail/mailer';
import { Ids } from '../../../platform/time-and-ids/ids';
import { Accounts } from '../account/accounts';
import { addressTakenMail, confirmNewMail, confirmOldMail } from '../notices/mail-texts';
import { CredentialStore } from '../secrets/credentials';
import { EmailChanges } from '../secrets/email-changes';
import { PasswordProofs, type Proof } from '../passwords/password-proofs';
import { SignInAttempts } from '../secrets/sign-in-attempts';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../sign-in-options';

export type AskEmailChangeResult =
  | Exclude<Proof, { kind: 'proved' }>
  | { readonly kind: 'asked'; readonly position: string }
  | { readonly kind: 'refused'; readonly reason: 'EmailUnchanged' | 'NoMailServer' | 'TooManyMails' };

export class AskEmailChangeCommand extends Command<AskEmailChangeResult> {
  constructor(
    readonly accountId: string,
    readonly request: ChangeEmailRequest,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(AskEmailChangeCommand)
export class AskEmailChangeHandler implements ICommandHandler<AskEmailChangeCommand> {
  constructor(
    private readonly proofs: PasswordProofs,
    private readonly attempts: SignInAttempts,
    private readonly accounts: Accounts,
    private readonly credentials: CredentialStore,
    private readonly changes: EmailChanges,
    private readonly mailer: Mailer,
    private readonly ids: Ids,
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
  ) {}

  async execute({ accountId, request, facts }: AskEmailChangeCommand): Promise<AskEmailChangeResult> {
    const proof = await this.proofs.check(accountId, request.password, facts);
    if (proof.kind !== 'proved') return proof;
    if (await this.attempts.isFlooded(`address of ${accountId}`)) return { kind: 'refused', reason: 'TooManyMails' };
    const { profile } = await this.accounts.known(accountId);
    const email = request.email.trim();
    const changeId = this.ids.next();
    const asked = await this.accounts.run(accountId, { kind: 'AskEmailChange', changeId, email }, facts);
    if (asked.kind === 'rejected' || profile === null) return { kind: 'refused', reason: 'EmailUnchanged' };
    const { oldToken, newToken, cancelToken } = await this.changes.begin(changeId, accountId);
    const { origin } = this.options;
    const sent = await this.mailer.send({ to: profile.email, ...confirmOldMail(origin, oldToken, cancelToken), secret: true });
    if (sent !== 'sent') {
      await this.changes.withdraw(accountId);
      await this.accounts.record(accountId, { kind: 'CancelEmailChange', changeId, cause: 'user' }, facts);
      return { kind: 'refused', reason: 'NoMailServer' };
    }
    // Who asks must not learn whether the address has an account; its owner may.
    const taken = (await this.credentials.find(email)) !== null;
    await this.mailer.send({ to: email, ...(taken ? addressTakenMail(origin) : confirmNewMail(origin, newToken)), secret: true });
    return { kind: 'asked', position: asked.position };
  }
}
