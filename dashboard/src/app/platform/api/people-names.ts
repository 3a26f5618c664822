import { inject, Injectable } from '@angular/core';
import { messages } from '../messages/messages';
import { SessionStore } from './session-store';

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** How to call the account that did something. Views name accounts by id or by display name; an id of somebody else is no name. */
@Injectable({ providedIn: 'root' })
export class PeopleNames {
  private readonly sessions = inject(SessionStore);

  of(account: string | null): string | null {
    if (account === null) return null;
    if (account === this.sessions.session()?.account.id) return messages.states.you;
    return ID.test(account) ? null : account;
  }
}
