import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { SetUpRequest } from '../../../../../event-schemas/src/http/sign-in';
import type { PasswordFault } from '../../../../../event-schemas/src/http/passwords';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { Founding } from '../account/founding';
import { CredentialStore } from '../secrets/credentials';
import { PasswordRules } from '../passwords/password-rules';
import { SetUpToken } from '../secrets/set-up-token';
import { Sessions, type OpenedSession } from '../sessions/sessions';

export type SetUpResult =
  | { readonly kind: 'done'; readonly opened: OpenedSession }
  | { readonly kind: 'refused'; readonly reason: 'AlreadySetUp' | 'WrongToken' | 'InProgress' | PasswordFault };

/** Makes the first account and its workspace. */
export class SetUpCommand extends Command<SetUpResult> {
  constructor(
    readonly request: SetUpRequest,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(SetUpCommand)
export class SetUpHandler implements ICommandHandler<SetUpCommand> {
  constructor(
    private readonly token: SetUpToken,
    private readonly credentials: CredentialStore,
    private readonly rules: PasswordRules,
    private readonly founding: Founding,
    private readonly sessions: Sessions,
  ) {}

  async execute({ request, facts }: SetUpCommand): Promise<SetUpResult> {
    if (await this.credentials.anyExists()) return { kind: 'refused', reason: 'AlreadySetUp' };
    if (!this.token.matches(request.token)) return { kind: 'refused', reason: 'WrongToken' };
    const fault = await this.rules.fault(request.password, [request.email, request.displayName, request.workspaceName]);
    if (fault !== null) return { kind: 'refused', reason: fault };
    const claim = await this.credentials.claimSetUp();
    if (claim === null) return { kind: 'refused', reason: 'InProgress' };
    try {
      // Asked again under the claim: the first of two at once may have finished in between.
      if (await this.credentials.anyExists()) return { kind: 'refused', reason: 'AlreadySetUp' };
      if (!(await this.founding.found(claim, request, facts))) return { kind: 'refused', reason: 'AlreadySetUp' };
    } finally {
      await this.credentials.releaseSetUp(claim);
    }
    this.token.withdraw();
    return { kind: 'done', opened: await this.sessions.begin(claim.accountId, claim.workspaceId, facts) };
  }
}
