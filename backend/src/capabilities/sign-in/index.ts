/** What other capabilities may use of this one. */
export { AccountOfEmailQuery } from './account/account-of-email.query';
export { CreateAccountCommand } from './commands/create-account';
export { OpenSessionCommand } from './commands/open-session';
export { SwitchWorkspaceCommand } from './commands/switch-workspace';
export { DOCUMENTS } from './documents/documents';
export { PasswordFaultQuery } from './passwords/password-fault.query';
export { HasSecondFactorQuery } from './second-factors/has-second-factor.query';
export { ReplacesSession } from './http/sessions/former-session';
export { refusedProofs } from './http/account/account-problems';
export { passwordRefused } from './http/passwords/password-problems';
export { provePassword } from './http/passwords/prove-password';
export { answerSession } from './http/sessions/session-answer';
