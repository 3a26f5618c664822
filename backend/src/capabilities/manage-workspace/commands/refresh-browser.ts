import { Command, CommandHandler, type ICommandHandler, CommandBus } from '@nestjs/cqrs';
import type { BrowserTokens } from '../../../../../event-schemas/src/http/manage-workspace';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { commandContext } from '../../../platform/identity/command-context';
import { SessionFamilies } from '../../../platform/identity/session-families';
import { Clock } from '../../../platform/time-and-ids/clock';
import { Ids } from '../../../platform/time-and-ids/ids';
import { BrowserSessions } from '../pairing/browser-sessions';
import { GROUNDS } from '../grounds';
import { RevokeBrowserCommand } from './revoke-browser';

/** Null: the browser has to be paired again. */
export class RefreshBrowserCommand extends Command<BrowserTokens | null> {
  constructor(
    readonly refreshToken: string,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(RefreshBrowserCommand)
export class RefreshBrowserHandler implements ICommandHandler<RefreshBrowserCommand> {
  constructor(
    private readonly families: SessionFamilies,
    private readonly sessions: BrowserSessions,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async execute({ refreshToken, facts }: RefreshBrowserCommand): Promise<BrowserTokens | null> {
    const rotation = await this.families.rotate('browser', refreshToken, facts.idempotencyKey);
    if (rotation.kind === 'rotated') return this.sessions.tokens(rotation.session, rotation);
    if (rotation.kind !== 'reused') return null;
    const { workspaceId, browserId } = rotation.session;
    if (workspaceId !== null && browserId !== null) {
      const context = commandContext(rotation.session, facts, this.ids.next(), this.clock.now(), GROUNDS);
      await this.commands.execute(new RevokeBrowserCommand(workspaceId, browserId, 'reuse-detected', context));
      await this.families.reuseRecorded(rotation.session.sessionId);
    }
    return null;
  }
}
