import { Command, CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import type { InviteRequest } from '../../../../../event-schemas/src/http/members';
import type { CommandContext } from '../../../platform/decider/command-context';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { Clock } from '../../../platform/time-and-ids/clock';
import { derivedId } from '../../../platform/time-and-ids/ids';
import { AccountOfEmailQuery } from '../../sign-in';
import { workspace, workspaceStream } from '../domain/workspace';
import { InvitationLinks } from '../invitations/invitation-links';
import type { WorkspaceAnswer } from './answers';

/** Nothing in it is secret or personal: the link is computed from the two ids when it is shown. */
export type IssuedLink =
  | (Extract<WorkspaceAnswer, { kind: 'accepted' }> & { readonly invitationId: string; readonly commandId: string; readonly expiresAt: string })
  | Extract<WorkspaceAnswer, { kind: 'rejected' }>;

export class InviteMemberCommand extends Command<IssuedLink> {
  constructor(
    readonly workspaceId: string,
    readonly by: string,
    readonly request: InviteRequest,
    readonly context: CommandContext,
  ) {
    super();
  }
}

/** A new link for an open invitation. */
export class ResendInvitationCommand extends Command<IssuedLink> {
  constructor(
    readonly workspaceId: string,
    readonly by: string,
    readonly invitationId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}

const LIFETIME_MS = 7 * 86_400_000;

@CommandHandler(InviteMemberCommand)
export class InviteMemberHandler implements ICommandHandler<InviteMemberCommand> {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly links: InvitationLinks,
    private readonly queries: QueryBus,
    private readonly clock: Clock,
  ) {}

  /** The event first: a link that opens nothing yet harms nobody, an invitation without its link is sent again. */
  async execute({ workspaceId, by, request, context }: InviteMemberCommand): Promise<IssuedLink> {
    const { commandId } = context;
    const [invitationId, inviteeId] = [derivedId(commandId, 'invitation'), derivedId(commandId, 'invitee')];
    const expiresAt = lifetimeFrom(this.clock.now());
    const email = request.email.trim();
    const holder = await this.queries.execute(new AccountOfEmailQuery(email));
    const command = { kind: 'InviteMember', by, invitationId, inviteeId, role: request.role, expiresAt, email, holder } as const;
    const result = await this.runner.run(workspace, workspaceStream(workspaceId), command, context);
    if (result.kind === 'rejected') return { kind: 'rejected', reason: result.reason };
    await this.links.issue({ invitationId, workspaceId }, this.links.tokenOf(invitationId, commandId), expiresAt);
    return { kind: 'accepted', revision: result.revision, position: result.position, invitationId, commandId, expiresAt };
  }
}

@CommandHandler(ResendInvitationCommand)
export class ResendInvitationHandler implements ICommandHandler<ResendInvitationCommand> {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly links: InvitationLinks,
    private readonly clock: Clock,
  ) {}

  async execute({ workspaceId, by, invitationId, context }: ResendInvitationCommand): Promise<IssuedLink> {
    const { commandId } = context;
    const expiresAt = lifetimeFrom(this.clock.now());
    const result = await this.runner.run(workspace, workspaceStream(workspaceId), { kind: 'ResendInvitation', by, invitationId, expiresAt }, context);
    if (result.kind === 'rejected') return { kind: 'rejected', reason: result.reason };
    await this.links.issue({ invitationId, workspaceId }, this.links.tokenOf(invitationId, commandId), expiresAt);
    return { kind: 'accepted', revision: result.revision, position: result.position, invitationId, commandId, expiresAt };
  }
}

const lifetimeFrom = (now: string): string => new Date(Date.parse(now) + LIFETIME_MS).toISOString();
