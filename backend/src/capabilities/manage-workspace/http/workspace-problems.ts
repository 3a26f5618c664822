import { HttpProblem, notFound, type ProblemFacts } from '../../../platform/http/http-problem';
import { ofStatus } from '../../../platform/http/status-problems';
import type { WorkspaceRejection } from '../commands/answers';

/** Of `@Refuses`: several reasons at once. */
export const problemsOfWorkspace = (...reasons: readonly WorkspaceRejection[]): readonly HttpProblem[] => reasons.map(problemOfWorkspace);

/** Reasons of the workspace as answers. */
export function problemOfWorkspace(reason: WorkspaceRejection): HttpProblem {
  switch (reason) {
    case 'BrowserNotFound':
      return notFound('browser');
    case 'MemberNotFound':
      return notFound('member');
    case 'ApiKeyNotFound':
      return notFound('API key');
    case 'InvitationNotFound':
      return notFound('invitation');
    case 'WorkspaceNotFound':
    case 'AccountNotMember':
      return new HttpProblem({ ...notFound('workspace').facts, detail: 'There is no such workspace, or you are not in it.' });
    case 'NotPermitted':
      return new HttpProblem(ofStatus(403));
    case 'ChangedMeanwhile':
      return new HttpProblem({ status: 412, ...CONFLICTS.ChangedMeanwhile });
    default:
      return new HttpProblem({ status: 409, ...CONFLICTS[reason] });
  }
}

type Conflict = Exclude<
  WorkspaceRejection,
  'BrowserNotFound' | 'MemberNotFound' | 'InvitationNotFound' | 'ApiKeyNotFound' | 'WorkspaceNotFound' | 'AccountNotMember' | 'NotPermitted'
>;

const CONFLICTS: Readonly<Record<Conflict, Pick<ProblemFacts, 'type' | 'title' | 'detail'>>> = {
  WorkspaceAlreadyExists: {
    type: 'workspace-already-exists',
    title: 'The workspace exists',
    detail: 'This workspace was made before; sign in to it.',
  },
  TooManyBrowsers: {
    type: 'too-many-browsers',
    title: 'Too many paired browsers',
    detail: 'A workspace can have 100 paired browsers; revoke one that is no longer used.',
  },
  OwnRoleIsNotYours: {
    type: 'own-role',
    title: 'Nobody changes their own role',
    detail: 'Ask another owner or admin of the workspace to do it.',
  },
  OwnerStays: {
    type: 'owner-stays',
    title: 'A workspace always has its owner',
    detail: 'The owner cannot be changed, suspended or removed and cannot leave; transfer the ownership to another member first.',
  },
  OwnershipIsTransferred: {
    type: 'ownership-is-transferred',
    title: 'There is one owner',
    detail: 'Nobody is made an owner beside the one there is; the owner can transfer the ownership.',
  },
  AlreadyMember: {
    type: 'already-member',
    title: 'You are a member already',
    detail: 'This account is in the workspace; switch to it from the menu of workspaces.',
  },
  InviteeIsMember: {
    type: 'invitee-is-member',
    title: 'They are a member already',
    detail: 'The account with this address is in the workspace; its role can be changed in the list of members.',
  },
  TooManyMembers: {
    type: 'too-many-members',
    title: 'The workspace is full',
    detail: 'A workspace can have 1,000 members; an admin can remove one who is no longer needed.',
  },
  InvitationClosed: {
    type: 'invitation-closed',
    title: 'The invitation is over',
    detail: 'It was used, taken back or is older than seven days, or whoever made it may not invite any more; ask for a new one.',
  },
  TooManyInvitations: {
    type: 'too-many-invitations',
    title: 'Too many open invitations',
    detail: 'A workspace can have 200 open invitations; revoke one that nobody will use.',
  },
  NotSuspended: {
    type: 'not-suspended',
    title: 'There is nothing to answer',
    detail: 'This account is not suspended in that workspace any more; reload the page.',
  },
  TooManyApiKeys: {
    type: 'too-many-api-keys',
    title: 'Too many API keys',
    detail: 'A workspace can have 50 active API keys; revoke one that is no longer used.',
  },
  ApiKeyOfAnother: {
    type: 'api-key-of-another',
    title: 'Somebody else made the API key',
    detail: 'It acts for whoever made it, so only they can rotate it; revoke it and make a key of your own.',
  },
  ApiKeyOver: {
    type: 'api-key-over',
    title: 'The API key is over',
    detail: 'It was revoked or has expired and gets no other secret; make a new key.',
  },
  ChangedMeanwhile: {
    type: 'changed-meanwhile',
    title: 'Somebody else changed it',
    detail: 'A field that you edit was changed since you read it; look at the current value and decide again.',
  },
};
