import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { SetUpRequest } from '../../../../event-schemas/src/http/sign-in';
import { DeciderRunner } from '../../platform/decider/decider-runner';
import type { RequestFacts } from '../../platform/http/request-facts';
import { Clock } from '../../platform/time-and-ids/clock';
import { Ids } from '../../platform/time-and-ids/ids';
import { CreateWorkspaceCommand } from '../manage-workspace';
import { accountContext } from './contexts';
import { account, accountStream } from './domain/account';
import { CredentialStore, type SetUpClaim } from './secrets/credentials';
import { PasswordHashes } from './secrets/password-hashes';

/** Account, workspace, credentials, in this order: the credentials make it count, so whatever was killed before them left nothing behind that matters. */
@Injectable()
export class Founding {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly commands: CommandBus,
    private readonly hashes: PasswordHashes,
    private readonly credentials: CredentialStore,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** False when somebody else became the first owner in the meantime. */
  async found({ accountId, workspaceId }: SetUpClaim, request: SetUpRequest, facts: RequestFacts): Promise<boolean> {
    const passwordHash = await this.hashes.hash(request.password);
    const context = accountContext(accountId, facts, this.ids.next(), this.clock.now());
    const email = request.email.trim();
    const created = await this.runner.run(
      account,
      accountStream(accountId),
      { kind: 'CreateAccount', email, displayName: request.displayName, accepted: [] },
      context,
    );
    if (created.kind === 'rejected') throw new Error(`The first account could not be made: ${created.reason}`);
    const made = await this.commands.execute(new CreateWorkspaceCommand(workspaceId, accountId, request.workspaceName, { ...context, workspaceId }));
    if (made.kind === 'rejected') throw new Error(`The first workspace could not be made: ${made.reason}`);
    return this.credentials.addFounder(email, { accountId, workspaceId, passwordHash });
  }
}
