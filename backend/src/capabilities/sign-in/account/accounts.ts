import { Inject, Injectable } from '@nestjs/common';
import type { CommandContext } from '../../../platform/decider/command-context';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { LOG, type Log } from '../../../platform/observability/log';
import { Clock } from '../../../platform/time-and-ids/clock';
import { Ids } from '../../../platform/time-and-ids/ids';
import { accountContext } from './contexts';
import { account, accountStream, type AccountCommand } from '../domain/account';
import type { AccountRejection, AccountState, KnownAccount } from '../domain/account-state';

export type AccountResult =
  { readonly kind: 'accepted'; readonly position: string; readonly revision: number } | { readonly kind: 'rejected'; readonly reason: AccountRejection };

/** Of a command that is brought later than it happened, or again. */
type Recording = Partial<Pick<CommandContext, 'commandId' | 'occurredAt'>>;

/** The streams of the accounts: what stands in them, and commands to them in the name of the account itself. */
@Injectable()
export class Accounts {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly clock: Clock,
    private readonly ids: Ids,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async load(accountId: string): Promise<AccountState> {
    return (await this.runner.load(account, accountStream(accountId))).state;
  }

  /** Of an account that has credentials or a session, and therefore a stream. */
  async known(accountId: string): Promise<KnownAccount> {
    const state = await this.load(accountId);
    if (state.status === 'absent') throw new Error('An account has no stream: look at the event log');
    return state;
  }

  async run(accountId: string, command: AccountCommand, facts: RequestFacts, recorded: Recording = {}): Promise<AccountResult> {
    const result = await this.runner.run(account, accountStream(accountId), command, { ...this.context(accountId, facts), ...recorded });
    // Who signed in, out, or changed how they do; the request of the same id says by which way.
    if (result.kind === 'accepted') this.log.info({ requestId: facts.correlationId, account: accountId, act: command.kind }, 'account');
    return result;
  }

  /** The same, where a "no" would be a fault of ours. Answers with the log position reached. */
  async record(accountId: string, command: AccountCommand, facts: RequestFacts, recorded: Recording = {}): Promise<string> {
    const result = await this.run(accountId, command, facts, recorded);
    if (result.kind === 'rejected') throw new Error(`${command.kind} was refused: ${result.reason}`);
    return result.position;
  }

  context(accountId: string, facts: RequestFacts): CommandContext {
    return accountContext(accountId, facts, this.ids.next(), this.clock.now());
  }
}
