import { inject, Injectable } from '@angular/core';
import type { Session, SetUpRequest, SetUpState, SignInRequest } from '../../../../event-schemas/src/http/sign-in';
import { HttpCalls } from '../platform/api/http-calls';

/** The calls that need nobody to be signed in. */
@Injectable({ providedIn: 'root' })
export class SignInApi {
  private readonly calls = inject(HttpCalls);

  async setUpNeeded(): Promise<boolean> {
    const { body } = await this.calls.send({ method: 'GET', path: '/api/v1/set-up' });
    return (body as SetUpState).needed;
  }

  async setUp(request: SetUpRequest): Promise<Session> {
    return (await this.calls.send({ method: 'POST', path: '/api/v1/set-up', body: request })).body as Session;
  }

  async signIn(request: SignInRequest): Promise<Session> {
    return (await this.calls.send({ method: 'POST', path: '/api/v1/sessions', body: request })).body as Session;
  }
}
