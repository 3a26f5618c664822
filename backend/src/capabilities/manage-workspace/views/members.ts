import type { MemberLimits, MemberRole, Suspension } from '../../../../../event-schemas/src/http/members';
import type { WorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import type { Recorded } from '../../../../../event-schemas/src/envelope/metadata';
import type { View } from '../../../platform/projections/view';

export type MembershipEvent = Extract<
  WorkspaceEvent,
  {
    type:
      | 'WorkspaceCreated'
      | 'MemberJoined'
      | 'MemberRoleChanged'
      | 'MemberLimitsChanged'
      | 'MemberSuspended'
      | 'SuspensionLifted'
      | 'SuspensionAppealed'
      | 'MemberRemoved'
      | 'MemberLeft'
      | 'OwnershipTransferred';
  }
>;

export interface MemberDocument {
  readonly workspaceId: string;
  readonly accountId: string;
  readonly role: MemberRole;
  readonly joinedAt: string;
  readonly limits: MemberLimits;
  readonly suspended: Suspension | null;
}

const NO_LIMITS: MemberLimits = { importsPerDay: null, exportsPerDay: null, rowsPerExport: null };
const STREAM = 'workspace-';

/** One document per membership, named `<workspace>.<account>`. */
export const membersView: View<MemberDocument, MembershipEvent> = {
  name: 'members',
  version: 1,
  group: 'workspace',
  reads: 'opened',
  types: [
    'WorkspaceCreated',
    'MemberJoined',
    'MemberRoleChanged',
    'MemberLimitsChanged',
    'MemberSuspended',
    'SuspensionLifted',
    'SuspensionAppealed',
    'MemberRemoved',
    'MemberLeft',
    'OwnershipTransferred',
  ],
  indexes: [{ keys: { workspaceId: 1, joinedAt: 1, _id: 1 } }, { keys: { accountId: 1, joinedAt: 1 } }],
  topic: 'members',
  route: (event) => accountsOf(event).map((accountId) => `${workspaceOf(event)}.${accountId}`),
  apply: (document, event, id) => {
    const { occurredAt } = event.metadata;
    switch (event.type) {
      case 'WorkspaceCreated':
        return joined(event, event.clear.ownerAccountId, 'owner');
      case 'MemberJoined':
        return joined(event, event.clear.accountId, event.clear.role);
      case 'MemberRoleChanged':
        return document && { ...document, role: event.clear.role };
      case 'MemberLimitsChanged': {
        const { accountId: _accountId, ...limits } = event.clear;
        return document && { ...document, limits };
      }
      case 'MemberSuspended':
        return document && { ...document, suspended: { reason: event.personal.account?.reason ?? '', since: occurredAt, appeal: null } };
      case 'SuspensionLifted':
        return document && { ...document, suspended: null };
      case 'SuspensionAppealed':
        return document?.suspended ? { ...document, suspended: { ...document.suspended, appeal: event.personal.account?.text ?? '' } } : document;
      case 'MemberRemoved':
      case 'MemberLeft':
        return null;
      case 'OwnershipTransferred':
        return document && { ...document, role: id.endsWith(event.clear.toAccountId) ? 'owner' : 'admin' };
    }
  },
};

const workspaceOf = (event: Recorded<MembershipEvent>): string => event.stream.slice(STREAM.length);

function accountsOf(event: Recorded<MembershipEvent>): readonly string[] {
  if (event.type === 'WorkspaceCreated') return [event.clear.ownerAccountId];
  if (event.type === 'OwnershipTransferred') return [event.clear.fromAccountId, event.clear.toAccountId];
  return [event.clear.accountId];
}

const joined = (event: Recorded<MembershipEvent>, accountId: string, role: MemberRole): MemberDocument => ({
  workspaceId: workspaceOf(event),
  accountId,
  role,
  joinedAt: event.metadata.occurredAt,
  limits: NO_LIMITS,
  suspended: null,
});
