/** Joins a workspace by invitation, as the pages of the dashboard do it. */
import type { AcceptInvitationRequest, InvitationLookup, InviteRequest, IssuedInvitation } from '../../../event-schemas/src/http/members';
import type { Session } from '../../../event-schemas/src/http/sign-in';
import { call, expectOk, UnexpectedAnswer, type RestAnswer } from './rest';

export interface NewAccount {
  readonly displayName: string;
  readonly password: string;
}

export interface Newcomer extends InviteRequest, NewAccount {}

/** With the token of an owner or admin. */
export const invite = async (origin: string, inviter: string, { email, role }: InviteRequest): Promise<IssuedInvitation> =>
  (await expectOk<IssuedInvitation>(origin, 'POST', '/api/v1/invitations', { token: inviter, body: { email, role } })).body;

/** Accepts with a new account, or with the one whose access token is given; whatever the answer. */
export async function accept(
  origin: string,
  { link }: Pick<IssuedInvitation, 'link'>,
  as: NewAccount | { readonly accessToken: string },
): Promise<RestAnswer<Session>> {
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('token') ?? '';
  const path = '/api/v1/invitation-acceptances';
  if ('accessToken' in as) return call<Session>(origin, 'POST', path, { token: as.accessToken, body: { token } });
  const { body } = await expectOk<InvitationLookup>(origin, 'POST', '/api/v1/invitation-lookups', { body: { token } });
  const acceptedDocuments = body.documents.map(({ document, version }) => ({ document, version }));
  const { displayName, password } = as;
  const newAccount = { displayName, password, region: body.ageRules[0]?.region ?? '', oldEnough: true, acceptedDocuments };
  const request: AcceptInvitationRequest = { token, newAccount };
  return call<Session>(origin, 'POST', path, { body: request });
}

/** Invites with the token of an owner or admin, and accepts with a new account; the answer with its refresh cookie. */
export async function joinWorkspace(origin: string, inviter: string, newcomer: Newcomer): Promise<RestAnswer<Session>> {
  const answer = await accept(origin, await invite(origin, inviter, newcomer), newcomer);
  if (answer.status !== 201) throw new UnexpectedAnswer('Joining', answer.status, JSON.stringify(answer.body));
  return answer;
}
