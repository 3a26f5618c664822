import { inject, Injectable } from '@angular/core';
import type { AcceptInvitationRequest, InvitationLookup } from '../../../../../event-schemas/src/http/members';
import type { Session } from '../../../../../event-schemas/src/http/sign-in';
import { ApiClient } from '../../platform/api/api-client';
import { HttpCalls } from '../../platform/api/http-calls';
import type { RepeatableAct } from '../../platform/api/repeatable-act';

/** The calls behind the link of an invitation. */
@Injectable({ providedIn: 'root' })
export class JoiningApi {
  private readonly calls = inject(HttpCalls);
  private readonly api = inject(ApiClient);

  async lookUp(token: string, signal: AbortSignal): Promise<InvitationLookup> {
    return (await this.calls.send({ method: 'POST', path: '/api/v1/invitation-lookups', body: { token }, signal })).body as InvitationLookup;
  }

  /** Accepts without a session, with a new account. */
  async joinAsNobody(request: AcceptInvitationRequest): Promise<Session> {
    return (await this.calls.send({ method: 'POST', path: '/api/v1/invitation-acceptances', body: request })).body as Session;
  }

  /** Accepts with the account that is signed in. */
  async joinSignedIn(token: string, act: RepeatableAct): Promise<Session> {
    return (await this.api.post<Session>('/api/v1/invitation-acceptances', { token }, act)).body;
  }
}
