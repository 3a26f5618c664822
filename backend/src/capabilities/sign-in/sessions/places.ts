import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Standings } from '../../../platform/identity/standings';
import { WorkspacesQuery } from '../../manage-workspace';
import { CredentialStore } from '../secrets/credentials';

/** In which workspace a session of an account opens or goes on. */
@Injectable()
export class Places {
  constructor(
    private readonly standings: Standings,
    private readonly credentials: CredentialStore,
    private readonly queries: QueryBus,
  ) {}

  async isIn(accountId: string, workspaceId: string): Promise<boolean> {
    return (await this.standings.of(accountId, workspaceId)) !== null;
  }

  /** The wanted one while the account is in it, otherwise the first of its others, which is kept for the next time; null when it is in none. */
  async of(accountId: string, wanted: string | null): Promise<string | null> {
    if (wanted !== null && (await this.isIn(accountId, wanted))) return wanted;
    for (const { id } of await this.queries.execute(new WorkspacesQuery(accountId))) {
      // The view may lag behind a removal; the standing does not.
      if (!(await this.isIn(accountId, id))) continue;
      await this.credentials.setWorkspace(accountId, id);
      return id;
    }
    return null;
  }
}
