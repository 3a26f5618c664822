import { Command, CommandBus, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import type { AcceptInvitationRequest } from '../../../../../event-schemas/src/http/members';
import type { PasswordFault } from '../../../../../event-schemas/src/http/passwords';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { commandContext } from '../../../platform/identity/command-context';
import { Standings } from '../../../platform/identity/standings';
import { Clock } from '../../../platform/time-and-ids/clock';
import { Ids } from '../../../platform/time-and-ids/ids';
import { AccountOfEmailQuery, CreateAccountCommand, PasswordFaultQuery } from '../../sign-in';
import { workspace, workspaceStream } from '../domain/workspace';
import { InvitationAsStored } from '../invitations/invitation-as-stored';
import { InvitationLinks, type InvitationLink } from '../invitations/invitation-links';
import { GROUNDS } from '../grounds';
import { SealedWords } from '../workspace/sealed-words';
import type { WorkspaceRejection } from './answers';

export type NewMember = Pick<NonNullable<AcceptInvitationRequest['newAccount']>, 'displayName' | 'password' | 'acceptedDocuments'>;

export type AcceptInvitationResult =
  | { readonly kind: 'joined'; readonly accountId: string; readonly workspaceId: string }
  | { readonly kind: 'rejected'; readonly reason: WorkspaceRejection }
  /** The address of the invitation has an account: its owner signs in first. */
  | { readonly kind: 'account-exists' }
  | { readonly kind: 'password-refused'; readonly fault: PasswordFault }
  /** Nobody is signed in, and no account is to be made. */
  | { readonly kind: 'nobody' };

/** Who is signed in; or the account to be made, old enough and with everything accepted that there is to accept; or neither. */
export type Joiner = { readonly accountId: string } | { readonly newAccount: NewMember } | { readonly nobody: true };

export class AcceptInvitationCommand extends Command<AcceptInvitationResult> {
  constructor(
    readonly token: string,
    readonly joiner: Joiner,
    readonly facts: RequestFacts,
  ) {
    super();
  }
}

const CLOSED: AcceptInvitationResult = { kind: 'rejected', reason: 'InvitationClosed' };

@CommandHandler(AcceptInvitationCommand)
export class AcceptInvitationHandler implements ICommandHandler<AcceptInvitationCommand> {
  constructor(
    private readonly links: InvitationLinks,
    private readonly invitations: InvitationAsStored,
    private readonly words: SealedWords,
    private readonly runner: DeciderRunner,
    private readonly standings: Standings,
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Claim, account, membership, in this order: killed anywhere, the same request goes on where it stopped, and the stream has the last word. */
  async execute({ token, joiner, facts }: AcceptInvitationCommand): Promise<AcceptInvitationResult> {
    const link = await this.links.find(token);
    const known = link === null ? null : await this.invitations.find(link.workspaceId, link.invitationId);
    // Taken back, perhaps together with the rights of whoever made it: no account is made for it either.
    if (link === null || known === null || known.status === 'revoked') return CLOSED;
    const { workspaceId } = link;
    if ('accountId' in joiner && known.accountId === joiner.accountId) return { kind: 'joined', accountId: joiner.accountId, workspaceId };
    const { email } = await this.words.invitation(workspaceId, known.invitedAt);
    const holder = 'accountId' in joiner ? null : await this.queries.execute(new AccountOfEmailQuery(email));
    if (holder !== null && holder !== known.inviteeId) return { kind: 'account-exists' };
    if ('nobody' in joiner) return { kind: 'nobody' };
    const accountId = 'accountId' in joiner ? joiner.accountId : known.inviteeId;
    return this.joinAs(accountId, token, link, 'newAccount' in joiner && known.status !== 'accepted' ? { ...joiner.newAccount, email } : null, facts);
  }

  private async joinAs(
    accountId: string,
    token: string,
    link: InvitationLink,
    newAccount: (NewMember & { readonly email: string }) | null,
    facts: RequestFacts,
  ): Promise<AcceptInvitationResult> {
    const fault =
      newAccount === null ? null : await this.queries.execute(new PasswordFaultQuery(newAccount.password, [newAccount.email, newAccount.displayName]));
    if (fault !== null) return { kind: 'password-refused', fault };
    const commandId = await this.links.claim(token, accountId, facts.idempotencyKey, this.ids.next());
    if (commandId === null) return CLOSED;
    if (newAccount !== null && !(await this.create(accountId, link.workspaceId, newAccount, facts))) {
      await this.links.release(token, commandId);
      return { kind: 'account-exists' };
    }
    return this.join(token, link, accountId, commandId, facts);
  }

  private async create(accountId: string, workspaceId: string, newAccount: NewMember & { readonly email: string }, facts: RequestFacts): Promise<boolean> {
    const { email, displayName, password, acceptedDocuments: accepted } = newAccount;
    const command = new CreateAccountCommand({ accountId, workspaceId, email, displayName, password, accepted }, facts);
    return (await this.commands.execute(command)).kind === 'created';
  }

  private async join(
    token: string,
    { workspaceId, invitationId }: InvitationLink,
    accountId: string,
    commandId: string,
    facts: RequestFacts,
  ): Promise<AcceptInvitationResult> {
    const at = this.clock.now();
    const context = commandContext({ kind: 'account', accountId, workspaceId }, facts, commandId, at, GROUNDS);
    const result = await this.runner.run(workspace, workspaceStream(workspaceId), { kind: 'AcceptInvitation', invitationId, accountId, at }, context);
    if (result.kind === 'rejected') {
      await this.links.release(token, commandId);
      return { kind: 'rejected', reason: result.reason };
    }
    await this.links.settle(token, commandId);
    this.standings.forget();
    return { kind: 'joined', accountId, workspaceId };
  }
}
