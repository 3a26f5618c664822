import type { WorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import { countedId } from '../../../platform/testing/counting-ids';
import { metadataForTests } from '../../../platform/testing/metadata';
import { viewSpecification } from '../../../platform/testing/view-specification';
import { invitationsView, type InvitationDocument, type InvitationEvent } from './invitations';
import { membersView, type MemberDocument, type MembershipEvent } from './members';

// The stream of the sentence is the workspace.
const workspaceId = countedId(1);
const owner = countedId(0xb);
const member = countedId(0xc);
const invitationId = countedId(0x31);
const at = '2026-01-05T09:00:00.000Z';
const limits = { importsPerDay: null, exportsPerDay: null, rowsPerExport: null };

describe('members', () => {
  const { given } = viewSpecification(membersView, 'workspace');
  const created: MembershipEvent & WorkspaceEvent = { type: 'WorkspaceCreated', clear: { ownerAccountId: owner }, personal: {} };
  const joined: MembershipEvent = { type: 'MemberJoined', clear: { accountId: member, role: 'member' }, personal: {} };
  const suspended: MembershipEvent = { type: 'MemberSuspended', clear: { accountId: member }, personal: { account: { reason: 'Shared a list.' } } };
  const ownerDocument: MemberDocument = { workspaceId, accountId: owner, role: 'owner', joinedAt: at, limits, suspended: null };
  const document: MemberDocument = { ...ownerDocument, accountId: member, role: 'member' };
  const both = (change: Partial<MemberDocument>, ofOwner: Partial<MemberDocument> = {}) => ({
    [`${workspaceId}.${owner}`]: { ...ownerDocument, ...ofOwner },
    [`${workspaceId}.${member}`]: { ...document, ...change },
  });

  it('shows the owner and who joined', () => {
    given(created).when(joined).then(both({}));
  });

  it('follows role and limits', () => {
    given(created, joined)
      .when(
        { type: 'MemberRoleChanged', clear: { accountId: member, role: 'auditor' }, personal: {} },
        { type: 'MemberLimitsChanged', clear: { accountId: member, ...limits, importsPerDay: 3 }, personal: {} },
      )
      .then(both({ role: 'auditor', limits: { ...limits, importsPerDay: 3 } }));
  });

  it('shows a suspension with its reason and the answer, until it is lifted', () => {
    const appealed: MembershipEvent = { type: 'SuspensionAppealed', clear: { accountId: member }, personal: { account: { text: 'I was asked to.' } } };
    given(created, joined, suspended)
      .when(appealed)
      .then(both({ suspended: { reason: 'Shared a list.', since: at, appeal: 'I was asked to.' } }));
    given(created, joined, suspended, appealed)
      .when({ type: 'SuspensionLifted', clear: { accountId: member }, personal: {} })
      .then(both({}));
    given(created, joined).when(appealed).thenUnchanged();
  });

  it('keeps a suspension without its words once the key of the account is gone', () => {
    given(created, joined)
      .when({ ...suspended, personal: {} })
      .then(both({ suspended: { reason: '', since: at, appeal: null } }));
  });

  it('changes the owner', () => {
    given(created, joined)
      .when({ type: 'OwnershipTransferred', clear: { fromAccountId: owner, toAccountId: member }, personal: {} })
      .then(both({ role: 'owner' }, { role: 'admin' }));
  });

  it.each<MembershipEvent>([
    { type: 'MemberRemoved', clear: { accountId: member }, personal: {} },
    { type: 'MemberLeft', clear: { accountId: member }, personal: {} },
  ])('forgets a member after %j', (gone) => {
    given(created, joined)
      .when(gone)
      .then({ [`${workspaceId}.${owner}`]: ownerDocument });
  });
});

describe('invitations', () => {
  const { given } = viewSpecification(invitationsView, 'workspace');
  const expiresAt = '2026-01-12T09:00:00.000Z';
  const invited: InvitationEvent & WorkspaceEvent = {
    type: 'MemberInvited',
    clear: { invitationId, inviteeId: member, role: 'auditor', expiresAt },
    personal: { account: { email: 'grace@example.com' } },
  };
  const document: InvitationDocument = {
    workspaceId,
    email: 'grace@example.com',
    role: 'auditor',
    invitedBy: metadataForTests().actor,
    invitedAt: at,
    expiresAt,
    state: 'open',
  };

  it('shows who was invited, and the new end of a link that was sent again', () => {
    given()
      .when(invited)
      .then({ [invitationId]: document });
    given(invited)
      .when({ type: 'InvitationResent', clear: { invitationId, expiresAt: '2026-01-20T09:00:00.000Z' }, personal: {} })
      .then({ [invitationId]: { ...document, expiresAt: '2026-01-20T09:00:00.000Z' } });
  });

  it.each<[InvitationEvent, InvitationDocument['state']]>([
    [{ type: 'InvitationRevoked', clear: { invitationId }, personal: {} }, 'revoked'],
    [{ type: 'InvitationAccepted', clear: { invitationId, accountId: member }, personal: {} }, 'accepted'],
  ])('shows what became of it: %j', (event, state) => {
    given(invited)
      .when(event)
      .then({ [invitationId]: { ...document, state } });
    given().when(event).then({});
  });

  it('keeps an invitation without its address once the key is gone', () => {
    given()
      .when({ ...invited, personal: {} })
      .then({ [invitationId]: { ...document, email: '' } });
  });
});
