import { inject, Injectable } from '@angular/core';
import type { SignInMethods } from '../../../../../event-schemas/src/http/accounts';
import { ApiFault } from '../../platform/api/api-fault';
import { SessionStore } from '../../platform/api/session-store';
import { messages } from '../../platform/messages/messages';
import { AccountApi } from '../account/account.api';
import { factorsOf } from './factors-of';

/** What it means to remove the last second factor where the workspace asks its members for one. */
@Injectable({ providedIn: 'root' })
export class LastFactor {
  private readonly api = inject(AccountApi);
  private readonly sessions = inject(SessionStore);

  /** A sentence for before it is removed; null when nothing of the kind follows. */
  async warning(methods: SignInMethods): Promise<string | null> {
    const here = this.sessions.session()?.workspace ?? null;
    if (here === null || factorsOf(methods) > 1) return null;
    try {
      const { secondFactorRequired } = await this.api.workspace({ afterPosition: null, signal: new AbortController().signal });
      return secondFactorRequired ? messages.secondFactor.lastOne(here.name) : null;
    } catch (fault) {
      // Kept out of it already, or nothing can be asked: then removing says so itself.
      if (fault instanceof ApiFault) return null;
      throw fault;
    }
  }
}
