/** What somebody does who was sent an invitation, by plain requests. */
import type { DocumentVersion } from '../../../event-schemas/src/http/accounts';
import type { AcceptInvitationRequest, InviteRequest, IssuedInvitation } from '../../../event-schemas/src/http/members';
import type { Session } from '../../../event-schemas/src/http/sign-in';
import { OWNER } from './importer';
import { call, expectOk, type RestAnswer } from './rest';

export const invite = async (origin: string, by: Session, request: InviteRequest): Promise<IssuedInvitation> =>
  (await expectOk<IssuedInvitation>(origin, 'POST', '/api/v1/invitations', { token: by.accessToken, body: request })).body;

export const invitationToken = ({ link }: Pick<IssuedInvitation, 'link'>): string => new URLSearchParams(new URL(link).hash.slice(1)).get('token') ?? '';

/** Accepts with a new account, or with the one whose access token is given; whatever the answer. */
export async function accept(
  origin: string,
  invitation: Pick<IssuedInvitation, 'link'>,
  as: { readonly displayName: string } | { readonly token: string },
): Promise<RestAnswer<Session>> {
  const token = invitationToken(invitation);
  if ('token' in as) return call<Session>(origin, 'POST', '/api/v1/invitation-acceptances', { token: as.token, body: { token } });
  const documents = (await expectOk<readonly DocumentVersion[]>(origin, 'GET', '/api/v1/documents')).body;
  const acceptedDocuments = documents.map(({ document, version }) => ({ document, version }));
  const newAccount = { displayName: as.displayName, password: OWNER.password, region: 'DE', oldEnough: true, acceptedDocuments };
  const request: AcceptInvitationRequest = { token, newAccount };
  return call<Session>(origin, 'POST', '/api/v1/invitation-acceptances', { body: request });
}

/** Somebody new, invited and come. */
export async function joined(origin: string, by: Session, request: InviteRequest, displayName: string): Promise<RestAnswer<Session>> {
  const answer = await accept(origin, await invite(origin, by, request), { displayName });
  if (answer.status !== 201) throw new Error(`Nobody came: ${JSON.stringify(answer.body)}`);
  return answer;
}
