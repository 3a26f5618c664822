import { inject, Injectable } from '@angular/core';
import type { PasskeyOptions } from '../../../../../event-schemas/src/http/accounts';
import type {
  PasskeySignInRequest,
  SecondFactorNeeded,
  SecondFactorRequest,
  Session,
  SetUpRequest,
  SetUpState,
  SignInRequest,
} from '../../../../../event-schemas/src/http/sign-in';
import { HttpCalls } from '../../platform/api/http-calls';
import { usePasskey } from '../second-factors/browser-passkeys';

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

  /** A session, or what is still needed when the account has a second factor. */
  async signIn(request: SignInRequest): Promise<Session | SecondFactorNeeded> {
    return (await this.calls.send({ method: 'POST', path: '/api/v1/sessions', body: request })).body as Session | SecondFactorNeeded;
  }

  async finishSignIn(request: SecondFactorRequest): Promise<Session> {
    return (await this.calls.send({ method: 'POST', path: '/api/v1/sessions/second-factor', body: request })).body as Session;
  }

  /** Fetches a challenge and lets a passkey of the person answer it. */
  async passkeyAnswer(): Promise<PasskeySignInRequest> {
    const { ticket, options } = (await this.calls.send({ method: 'POST', path: '/api/v1/sessions/passkey-options' })).body as PasskeyOptions;
    return { ticket, response: await usePasskey(options) };
  }

  async signInWithPasskey(request: PasskeySignInRequest): Promise<Session> {
    return (await this.calls.send({ method: 'POST', path: '/api/v1/sessions/passkey', body: request })).body as Session;
  }
}
