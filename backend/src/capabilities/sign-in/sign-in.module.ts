import { Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { AccountOfEmailHandler } from './account/account-of-email.query';
import { Accounts } from './account/accounts';
import { CreateAccountHandler } from './commands/create-account';
import { EndFormerSessionHandler } from './commands/end-former-session';
import { EndSessionsHandler } from './commands/end-sessions';
import { OpenSessionHandler } from './commands/open-session';
import { RefreshSessionHandler } from './commands/refresh-session';
import { SetUpHandler } from './commands/set-up';
import { SignInHandler } from './commands/sign-in';
import { SignOutHandler } from './commands/sign-out';
import { SwitchWorkspaceHandler } from './commands/switch-workspace';
import { DevicesHandler } from './sessions/devices.query';
import { Founding } from './account/founding';
import { DevicesController } from './http/sessions/devices.controller';
import { HasSecondFactorHandler } from './second-factors/has-second-factor.query';
import { DocumentsController } from './http/documents.controller';
import { MeController } from './http/account/me.controller';
import { SessionsController } from './http/sessions/sessions.controller';
import { SetUpController } from './http/set-up.controller';
import { Places } from './sessions/places';
import { CredentialStore } from './secrets/credentials';
import { PasswordHashes } from './passwords/password-hashes';
import { SetUpToken } from './secrets/set-up-token';
import { SignInAttempts } from './secrets/sign-in-attempts';
import { Sessions } from './sessions/sessions';
import { SIGN_IN_OPTIONS, type SignInOptions } from './sign-in-options';
import { AccountExportHandler, AccountHandler } from './account/account.query';
import { AskEmailChangeHandler } from './commands/ask-email-change';
import { AskPasswordResetHandler } from './commands/ask-password-reset';
import { CancelEmailChangeHandler } from './commands/cancel-email-change';
import { ChangePasswordHandler } from './commands/change-password';
import { ChangeProfileHandler } from './commands/change-profile';
import { ConfirmEmailHandler } from './commands/confirm-email';
import { ProvePasswordHandler } from './commands/prove-password';
import { UsePasswordResetHandler } from './commands/use-password-reset';
import { AccountController } from './http/account/account.controller';
import { MailedLinksController } from './http/passwords/mailed-links.controller';
import { Notices } from './notices/notices';
import { PasswordChanges } from './passwords/password-changes';
import { Passwords } from './passwords/passwords';
import { EmailChanges } from './secrets/email-changes';
import { ResetTokens } from './secrets/one-time-tokens';
import { PasswordProofs } from './passwords/password-proofs';
import { OwnSignInMethods } from './account/sign-in-methods';
import { Outbox } from '../../platform/mail/outbox';
import path from 'node:path';
import { keysOf } from '../../platform/sealing/key-series';
import { FinishSignInHandler } from './commands/finish-sign-in';
import { SecondFactorsController } from './http/second-factors/second-factors.controller';
import { SecondHalfController } from './http/second-factors/second-half.controller';
import { SecondFactors } from './second-factors/second-factors';
import { AuthenticatorApps } from './secrets/authenticator-apps';
import { Passkeys } from './secrets/passkeys';
import { RecoveryCodes } from './secrets/recovery-codes';
import { PasswordFaultHandler } from './passwords/password-fault.query';
import { PasswordRules } from './passwords/password-rules';
import { SECOND_FACTOR_KEYS, SeedBox } from './secrets/seed-box';
import { SignInTickets } from './secrets/sign-in-tickets';
import { SignInWithPasskeyHandler } from './commands/sign-in-with-passkey';
import { PasskeysController } from './http/second-factors/passkeys.controller';
import { OwnPasskeys } from './second-factors/own-passkeys';
import { PasskeySignIn } from './second-factors/passkey-sign-in';

@Module({})
export class SignInModule implements OnModuleInit {
  constructor(
    private readonly credentials: CredentialStore,
    private readonly attempts: SignInAttempts,
    private readonly token: SetUpToken,
    private readonly resets: ResetTokens,
    private readonly changes: EmailChanges,
    private readonly apps: AuthenticatorApps,
    private readonly passkeys: Passkeys,
    private readonly tickets: SignInTickets,
    private readonly outbox: Outbox,
  ) {}

  static forRoot(options: SignInOptions): DynamicModule {
    return {
      module: SignInModule,
      // For `ReplacesSession` on routes of other capabilities.
      global: true,
      exports: [SIGN_IN_OPTIONS],
      controllers: [
        ...[SetUpController, SessionsController, MeController, AccountController, DevicesController, MailedLinksController, DocumentsController],
        ...[SecondFactorsController, SecondHalfController, PasskeysController],
      ],
      providers: [
        { provide: SIGN_IN_OPTIONS, useValue: options },
        { provide: PasswordHashes, useFactory: () => new PasswordHashes(options.passwordCost) },
        { provide: SetUpToken, useFactory: () => new SetUpToken(options.dataFolder) },
        { provide: SeedBox, useFactory: () => new SeedBox(keysOf(path.join(options.dataFolder, 'keys'), SECOND_FACTOR_KEYS)) },
        ...[CredentialStore, SignInAttempts, Accounts, Places, Sessions, Founding],
        ...[ResetTokens, EmailChanges, PasswordProofs, PasswordChanges, Passwords, Notices, OwnSignInMethods],
        ...[AuthenticatorApps, RecoveryCodes, SignInTickets, SecondFactors, Passkeys, OwnPasskeys, PasskeySignIn],
        ...[PasswordRules, PasswordFaultHandler, FinishSignInHandler, SignInWithPasskeyHandler],
        ...[SetUpHandler, SignInHandler, RefreshSessionHandler, SignOutHandler],
        ...[AccountHandler, AccountExportHandler, ChangeProfileHandler, ChangePasswordHandler, ProvePasswordHandler],
        ...[AskPasswordResetHandler, UsePasswordResetHandler, AskEmailChangeHandler, ConfirmEmailHandler, CancelEmailChangeHandler],
        ...[EndSessionsHandler, EndFormerSessionHandler, SwitchWorkspaceHandler, DevicesHandler],
        ...[CreateAccountHandler, OpenSessionHandler, AccountOfEmailHandler, HasSecondFactorHandler],
      ],
    };
  }

  /** The one-time link exists exactly while there is nobody who could sign in. */
  async onModuleInit(): Promise<void> {
    await this.attempts.prepare();
    await this.credentials.prepare();
    await this.resets.prepare();
    await this.changes.prepare();
    await this.apps.prepare();
    await this.passkeys.prepare();
    await this.tickets.prepare();
    this.outbox.openTo(async (accountId) => accountId === (await this.credentials.founder()));
    if (await this.credentials.anyExists()) this.token.withdraw();
    else this.token.offer();
  }
}
