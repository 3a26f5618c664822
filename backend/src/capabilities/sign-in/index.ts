/** What other capabilities may use of this one. */
export { AccountOfEmailQuery } from './account-of-email.query';
export { CreateAccountCommand } from './commands/create-account';
export { ProvePasswordCommand } from './commands/prove-password';
export { OpenSessionCommand } from './commands/open-session';
export { SwitchWorkspaceCommand } from './commands/switch-workspace';
export { DOCUMENTS } from './documents/documents';
export { HasSecondFactorQuery } from './has-second-factor.query';
export { answerSession } from './http/session-answer';
