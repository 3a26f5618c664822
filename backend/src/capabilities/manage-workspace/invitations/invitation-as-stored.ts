import { Injectable } from '@nestjs/common';
import type { Invitation } from '../../../../../event-schemas/src/http/members';
import { DeciderRunner } from '../../../platform/decider/decider-runner';
import { Clock } from '../../../platform/time-and-ids/clock';
import { workspace, workspaceStream } from '../domain/workspace';
import type { KnownInvitation } from '../domain/workspace-state';
import { SealedWords } from '../workspace/sealed-words';
import { AccountNames } from '../members/account-names';

/** An invitation as its stream says, before a view has it. */
@Injectable()
export class InvitationAsStored {
  constructor(
    private readonly runner: DeciderRunner,
    private readonly words: SealedWords,
    private readonly names: AccountNames,
    private readonly clock: Clock,
  ) {}

  /** Throws for an invitation that was never made. */
  async read(workspaceId: string, invitationId: string): Promise<Invitation> {
    const known = await this.find(workspaceId, invitationId);
    if (known === null) throw new Error('An invitation is not in the stream that made it');
    const { email, actor, occurredAt } = await this.words.invitation(workspaceId, known.invitedAt);
    const names = await this.names.of(actor === null ? [] : [actor]);
    const state = known.status === 'open' && known.expiresAt <= this.clock.now() ? 'expired' : known.status;
    return { id: invitationId, email, role: known.role, invitedBy: names(actor).displayName, invitedAt: occurredAt, expiresAt: known.expiresAt, state };
  }

  async find(workspaceId: string, invitationId: string): Promise<KnownInvitation | null> {
    const { state } = await this.runner.load(workspace, workspaceStream(workspaceId));
    return state.status === 'absent' ? null : (state.invitations.get(invitationId) ?? null);
  }
}
