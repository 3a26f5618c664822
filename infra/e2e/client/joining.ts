/** Joins a workspace by invitation, as the pages of the dashboard do it. */
import type { AcceptInvitationRequest, InvitationLookup, InviteRequest, IssuedInvitation } from '../../../event-schemas/src/http/members';
import type { Session } from '../../../event-schemas/src/http/sign-in';
import { expectOk } from './rest';

export interface Newcomer extends InviteRequest {
  readonly displayName: string;
  readonly password: string;
}

/** Invites with the token of an owner or admin, and accepts with a new account. */
export async function joinWorkspace(origin: string, inviter: string, { email, role, displayName, password }: Newcomer): Promise<Session> {
  const invited = await expectOk<IssuedInvitation>(origin, 'POST', '/api/v1/invitations', { token: inviter, body: { email, role } });
  const token = new URLSearchParams(new URL(invited.body.link).hash.slice(1)).get('token') ?? '';
  const { body } = await expectOk<InvitationLookup>(origin, 'POST', '/api/v1/invitation-lookups', { body: { token } });
  const acceptedDocuments = body.documents.map(({ document, version }) => ({ document, version }));
  const newAccount = { displayName, password, region: body.ageRules[0]?.region ?? '', oldEnough: true, acceptedDocuments };
  const request: AcceptInvitationRequest = { token, newAccount };
  return (await expectOk<Session>(origin, 'POST', '/api/v1/invitation-acceptances', { body: request })).body;
}
