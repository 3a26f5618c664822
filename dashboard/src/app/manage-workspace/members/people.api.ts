import { inject, Injectable } from '@angular/core';
import type { ChangeMemberRequest, Invitation, InviteRequest, IssuedInvitation, Member, MemberNow } from '../../../../../event-schemas/src/http/members';
import { ApiClient, type Ask, type Done } from '../../platform/api/api-client';
import type { RepeatableAct } from '../../platform/api/repeatable-act';

const memberPath = (accountId: string): string => `/api/v1/members/${encodeURIComponent(accountId)}`;
const invitationPath = (id: string): string => `/api/v1/invitations/${encodeURIComponent(id)}`;

/** Members and invitations. Commands answer with the log position from which on the listing shows them. */
@Injectable({ providedIn: 'root' })
export class PeopleApi {
  private readonly api = inject(ApiClient);

  members(ask: Ask): Promise<readonly Member[]> {
    return this.api.every<Member>('/api/v1/members', ask);
  }

  invitations(ask: Ask): Promise<readonly Invitation[]> {
    return this.api.every<Invitation>('/api/v1/invitations', ask);
  }

  async change(accountId: string, change: ChangeMemberRequest): Promise<string | null> {
    return (await this.api.patch<MemberNow>(memberPath(accountId), change)).position;
  }

  async suspend(accountId: string, reason: string, act: RepeatableAct): Promise<string | null> {
    return (await this.api.post(`${memberPath(accountId)}/suspension`, { reason }, act)).position;
  }

  lift(accountId: string): Promise<string | null> {
    return this.api.delete(`${memberPath(accountId)}/suspension`);
  }

  remove(accountId: string): Promise<string | null> {
    return this.api.delete(memberPath(accountId));
  }

  invite(request: InviteRequest, act: RepeatableAct): Promise<Done<IssuedInvitation>> {
    return this.api.post<IssuedInvitation>('/api/v1/invitations', request, act);
  }

  resend(id: string, act: RepeatableAct): Promise<Done<IssuedInvitation>> {
    return this.api.post<IssuedInvitation>(`${invitationPath(id)}/resend`, undefined, act);
  }

  revoke(id: string): Promise<string | null> {
    return this.api.delete(invitationPath(id));
  }
}
