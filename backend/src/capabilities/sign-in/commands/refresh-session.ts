import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { SessionFamilies } from '../../../platform/identity/session-families';
import { Sessions, type OpenedSession } from '../sessions/sessions';

/** Null: sign in again. */
export class RefreshSessionCommand extends Command<OpenedSession | null> {
  constructor(
    readonly refreshToken: string,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(RefreshSessionCommand)
export class RefreshSessionHandler implements ICommandHandler<RefreshSessionCommand> {
  constructor(
    private readonly families: SessionFamilies,
    private readonly sessions: Sessions,
  ) {}

  async execute({ refreshToken, facts }: RefreshSessionCommand): Promise<OpenedSession | null> {
    const rotation = await this.families.rotate('account', refreshToken, facts.idempotencyKey);
    if (rotation.kind === 'rotated') return this.sessions.continue(rotation.session, rotation, facts);
    if (rotation.kind === 'reused') await this.sessions.recordReuse(rotation.session, facts);
    return null;
  }
}
