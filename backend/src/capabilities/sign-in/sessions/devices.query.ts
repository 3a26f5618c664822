import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { DeviceSession } from '../../../../../event-schemas/src/http/accounts';
import { SessionFamilies } from '../../../platform/identity/session-families';
import { Accounts } from '../account/accounts';

/** Where the account is signed in now, last used first. */
export class DevicesQuery extends Query<readonly DeviceSession[]> {
  constructor(
    readonly accountId: string,
    readonly currentSessionId: string,
  ) {
    super();
  }
}

@QueryHandler(DevicesQuery)
export class DevicesHandler implements IQueryHandler<DevicesQuery> {
  constructor(
    private readonly families: SessionFamilies,
    private readonly accounts: Accounts,
  ) {}

  /** The vault says what is open, the stream says from where. */
  async execute({ accountId, currentSessionId }: DevicesQuery): Promise<readonly DeviceSession[]> {
    const [open, { openSessions }] = await Promise.all([this.families.openOf(accountId), this.accounts.known(accountId)]);
    return open.map(({ sessionId, workspaceId, lastUsedAt }) => {
      const { device, signedInAt } = openSessions.get(sessionId) ?? { device: 'Unknown device', signedInAt: lastUsedAt };
      return { id: sessionId, current: sessionId === currentSessionId, device, signedInAt, lastUsedAt, workspaceId };
    });
  }
}
