import { inject, Injectable } from '@angular/core';
import type { EmailConfirmation, UsePasswordResetRequest } from '../../../../../event-schemas/src/http/accounts';
import { HttpCalls } from '../../platform/api/http-calls';

/** The calls behind links that were mailed, and the one that asks for such a mail; none needs a session. */
@Injectable({ providedIn: 'root' })
export class MailedLinksApi {
  private readonly calls = inject(HttpCalls);

  async askReset(email: string): Promise<void> {
    await this.calls.send({ method: 'POST', path: '/api/v1/password-resets', body: { email } });
  }

  async useReset(request: UsePasswordResetRequest): Promise<void> {
    await this.calls.send({ method: 'POST', path: '/api/v1/password-resets/uses', body: request });
  }

  async confirmEmail(token: string): Promise<EmailConfirmation> {
    return (await this.calls.send({ method: 'POST', path: '/api/v1/email-confirmations', body: { token } })).body as EmailConfirmation;
  }

  async cancelEmail(token: string): Promise<void> {
    await this.calls.send({ method: 'POST', path: '/api/v1/email-cancellations', body: { token } });
  }
}
