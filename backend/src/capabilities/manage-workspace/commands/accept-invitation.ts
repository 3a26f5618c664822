import { Command, CommandBus, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import type { AcceptInvitationRequest } from '../../../../../event-schemas/src/http/members';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import type { RequestFacts } from '../../../platform/http/request-facts';
import { commandContext } from '../../../platform/identity/command-context';
import { Standings } from '../../../platform/identity/standings';
import { Clock } from '../../../platform/time-and-ids/clock';
import { Ids } from '../../../platform/time-and-ids/ids';
import { AccountOfEmailQuery, CreateAccountCommand } from '../../sign-in';
import { workspace, workspaceStream } from '../domain/workspace';
import { InvitationAsStored } from '../invitations/invitation-as-stored';
import { InvitationLinks, type InvitationLink } from '../invitations/invitation-links';
import { GROUNDS } from '../grounds';
import { SealedWords } from '../sealed-words';
import type { WorkspaceRejection } from './answers';

export type NewMember = Pick<NonNullable<AcceptInvitationRequest['newAccount']>, 'displayName' | 'password' | 'acceptedDocuments'>;

export type AcceptInvitationResult =
  | { readonly kind: 'joined'; readonly accountId: string; readonly workspaceId: string }
  | { readonly kind: 'rejected'; readonly reason: WorkspaceRejection }
  /** The address of the invitation has an account: its owner signs in first. */
  | { readonly kind: 'account-exists' };

/** `accountId`: who is signed in; null when a new account is to be made, which then is old enough and accepted what there is to accept. */
export class AcceptInvitationCommand extends Command<AcceptInvitationResult> {
  constructor(
    readonly token: string,
    readonly joiner: { readonly accountId: string } | { readonly newAccount: NewMember },
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
    if (link === null || known === null) return CLOSED;
    const accountId = 'accountId' in joiner ? joiner.accountId : known.inviteeId;
    const { email } = await this.words.invitation(link.workspaceId, known.invitedAt);
    if ('newAccount' in joiner && (await this.heldByAnother(email, accountId))) return { kind: 'account-exists' };
    const commandId = await this.links.claim(token, accountId, facts.idempotencyKey, this.ids.next());
    if (commandId === null) return CLOSED;
    const { workspaceId } = link;
    if ('newAccount' in joiner && known.status !== 'accepted') {
      const made = await this.create(accountId, workspaceId, email, joiner.newAccount, facts);
      if (!made) {
        await this.links.release(token, commandId);
        return { kind: 'account-exists' };
      }
    }
    return this.join(token, link, accountId, commandId, facts);
  }

  private async heldByAnother(email: string, accountId: string): Promise<boolean> {
    const holder = await this.queries.execute(new AccountOfEmailQuery(email));
    return holder !== null && holder !== accountId;
  }

  private async create(accountId: string, workspaceId: string, email: string, newAccount: NewMember, facts: RequestFacts): Promise<boolean> {
    const { displayName, password, acceptedDocuments: accepted } = newAccount;
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
