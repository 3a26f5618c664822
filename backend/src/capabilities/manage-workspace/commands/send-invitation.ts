import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { IssuedInvitation } from '../../../../../event-schemas/src/http/members';
import { Mailer } from '../../../platform/mail/mailer';
import { InvitationLinks } from '../invitations/invitation-links';
import { invitationLink, invitationMail } from '../invitations/invitation-mail';
import { InvitationAsStored } from '../invitations/invitation-as-stored';
import { SealedWords } from '../workspace/sealed-words';
import { WORKSPACE_OPTIONS, type WorkspaceOptions } from '../workspace-options';
import type { IssuedLink } from './invite-member';

/** Puts the link together, mails it where there is a mail server, and answers with both. A repeated request mails the same link again. */
export class SendInvitationCommand extends Command<IssuedInvitation> {
  constructor(
    readonly workspaceId: string,
    readonly issued: Extract<IssuedLink, { kind: 'accepted' }>,
  ) {
    super();
  }
}

@CommandHandler(SendInvitationCommand)
export class SendInvitationHandler implements ICommandHandler<SendInvitationCommand> {
  constructor(
    private readonly invitations: InvitationAsStored,
    private readonly words: SealedWords,
    private readonly links: InvitationLinks,
    private readonly mailer: Mailer,
    @Inject(WORKSPACE_OPTIONS) private readonly options: WorkspaceOptions,
  ) {}

  async execute({ workspaceId, issued }: SendInvitationCommand): Promise<IssuedInvitation> {
    const link = invitationLink(this.options.origin, this.links.tokenOf(issued.invitationId, issued.commandId));
    const invitation = await this.invitations.read(workspaceId, issued.invitationId);
    const outcome = await this.mailer.send(invitationMail(invitation.email, await this.words.name(workspaceId), link));
    return { ...invitation, link, mailed: outcome === 'sent' };
  }
}
