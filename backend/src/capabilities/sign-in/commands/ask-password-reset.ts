import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { Mailer } from '../../../platform/mail/mailer';
import { LOG, faultFacts, type Log } from '../../../platform/observability/log';
import { Accounts } from '../account/accounts';
import { resetMail } from '../notices/mail-texts';
import { CredentialStore } from '../secrets/credentials';
import { ResetTokens } from '../secrets/one-time-tokens';
import { SignInAttempts } from '../secrets/sign-in-attempts';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../sign-in-options';

/** Seconds to wait when there were too many, otherwise null: never whether the address has an account. */
export class AskPasswordResetCommand extends Command<number | null> {
  constructor(
    readonly email: string,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(AskPasswordResetCommand)
export class AskPasswordResetHandler implements ICommandHandler<AskPasswordResetCommand> {
  constructor(
    private readonly attempts: SignInAttempts,
    private readonly credentials: CredentialStore,
    private readonly accounts: Accounts,
    private readonly resets: ResetTokens,
    private readonly mailer: Mailer,
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** The answer does not wait for the work, so that its time does not tell whether there was any. */
  async execute({ email, facts }: AskPasswordResetCommand): Promise<number | null> {
    const wait = await this.attempts.begin(`reset ${this.credentials.tokenOf(email)}`, facts.address);
    if (wait !== null) return wait;
    this.mail(email).catch((error: unknown) => this.log.warn({ fault: faultFacts(error) }, 'reset not mailed'));
    return null;
  }

  /** To the address as the account has it, never as it was typed. */
  private async mail(email: string): Promise<void> {
    const found = await this.credentials.find(email);
    if (found === null || (await this.attempts.isFlooded(`reset mail ${found.accountId}`))) return;
    const { profile } = await this.accounts.known(found.accountId);
    if (profile === null) return;
    await this.mailer.send({ to: profile.email, ...resetMail(this.options.origin, await this.resets.issue(found.accountId)), secret: true });
  }
}
