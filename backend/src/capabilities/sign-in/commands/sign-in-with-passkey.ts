import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PasskeySignInRequest } from '../../../../../event-schemas/src/http/sign-in';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { PasskeySignIn } from '../second-factors/passkey-sign-in';
import type { RelyingParty } from '../second-factors/relying-party';
import { CredentialStore } from '../secrets/credentials';
import { Sessions, type OpenedSession } from '../sessions/sessions';

/** A passkey that verified its person is both factors. Null: it proved nothing. */
export class SignInWithPasskeyCommand extends Command<OpenedSession | null> {
  constructor(
    readonly request: PasskeySignInRequest,
    readonly party: RelyingParty,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

@CommandHandler(SignInWithPasskeyCommand)
export class SignInWithPasskeyHandler implements ICommandHandler<SignInWithPasskeyCommand> {
  constructor(
    private readonly passkeys: PasskeySignIn,
    private readonly credentials: CredentialStore,
    private readonly sessions: Sessions,
  ) {}

  async execute({ request, party, facts }: SignInWithPasskeyCommand): Promise<OpenedSession | null> {
    const accountId = await this.passkeys.prove(request.ticket, request.response, party);
    const found = accountId === null ? null : await this.credentials.findByAccount(accountId);
    return found === null ? null : this.sessions.begin(found.accountId, found.workspaceId, facts);
  }
}
