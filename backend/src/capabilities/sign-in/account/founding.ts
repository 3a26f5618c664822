import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { SetUpRequest } from '../../../../../event-schemas/src/http/sign-in';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { CreateWorkspaceCommand } from '../../manage-workspace';
import { Accounts } from './accounts';
import { CredentialStore, type SetUpClaim } from '../secrets/credentials';
import { PasswordHashes } from '../passwords/password-hashes';

/** Account, workspace, credentials, in this order: the credentials make it count, so whatever was killed before them left nothing behind that matters. */
@Injectable()
export class Founding {
  constructor(
    private readonly accounts: Accounts,
    private readonly commands: CommandBus,
    private readonly hashes: PasswordHashes,
    private readonly credentials: CredentialStore,
  ) {}

  /** False when somebody else became the first owner in the meantime. */
  async found({ accountId, workspaceId }: SetUpClaim, request: SetUpRequest, facts: RequestFacts): Promise<boolean> {
    const passwordHash = await this.hashes.hash(request.password);
    const email = request.email.trim();
    await this.accounts.record(accountId, { kind: 'CreateAccount', email, displayName: request.displayName, accepted: [] }, facts);
    const context = { ...this.accounts.context(accountId, facts), workspaceId };
    const made = await this.commands.execute(new CreateWorkspaceCommand(workspaceId, accountId, request.workspaceName, context));
    if (made.kind === 'rejected') throw new Error(`The first workspace could not be made: ${made.reason}`);
    return this.credentials.addFounder(email, { accountId, workspaceId, passwordHash });
  }
}
