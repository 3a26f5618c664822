import type { Invitation } from '../../../../../event-schemas/src/http/members';
import type { WorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import type { View } from '../../../platform/projections/view';

export type InvitationEvent = Extract<WorkspaceEvent, { type: 'MemberInvited' | 'InvitationResent' | 'InvitationRevoked' | 'InvitationAccepted' }>;

export interface InvitationDocument extends Omit<Invitation, 'id' | 'invitedBy' | 'state'> {
  readonly workspaceId: string;
  /** Account; null for the system. */
  readonly invitedBy: string | null;
  /** That an open one expired is told by the reader, who has a clock. */
  readonly state: 'open' | 'accepted' | 'revoked';
}

const STREAM = 'workspace-';

/** Who was asked to join a workspace, and what came of it. */
export const invitationsView: View<InvitationDocument, InvitationEvent> = {
  name: 'invitations',
  version: 1,
  group: 'workspace',
  reads: 'opened',
  types: ['MemberInvited', 'InvitationResent', 'InvitationRevoked', 'InvitationAccepted'],
  indexes: [{ keys: { workspaceId: 1, invitedAt: -1, _id: 1 } }],
  topic: 'invitations',
  route: (event) => [event.clear.invitationId],
  apply: (document, event) => {
    switch (event.type) {
      case 'MemberInvited': {
        const { role, expiresAt } = event.clear;
        const { actor, occurredAt } = event.metadata;
        const email = event.personal.account?.email ?? '';
        return { workspaceId: event.stream.slice(STREAM.length), email, role, invitedBy: actor, invitedAt: occurredAt, expiresAt, state: 'open' };
      }
      case 'InvitationResent':
        return document && { ...document, expiresAt: event.clear.expiresAt };
      case 'InvitationRevoked':
        return document && { ...document, state: 'revoked' };
      case 'InvitationAccepted':
        return document && { ...document, state: 'accepted' };
    }
  },
};
