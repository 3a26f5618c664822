import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import type { Account, ChangeAccountRequest } from '../../../../../event-schemas/src/http/accounts';
import { ApiClient } from '../api/api-client';
import { ApiFault } from '../api/api-fault';
import { SessionStore } from '../api/session-store';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const STORED = 'leadgen.theme';
const OWN = '/api/v1/account';

/**
 * The appearance a person chose. It is theirs and stands in their account; what this browser stores is there so that a reload
 * paints at once, and goes when they sign out. The open page keeps it, a new one then looks as the system does.
 * Construct it early: it paints the page.
 */
@Injectable({ providedIn: 'root' })
export class ThemeStore {
  private readonly api = inject(ApiClient);
  private readonly sessions = inject(SessionStore);
  private readonly chosen = signal<Theme>(THEMES.find((theme) => theme === localStorage.getItem(STORED)) ?? 'system');
  private choices = 0;

  readonly theme = this.chosen.asReadonly();

  constructor() {
    effect(() => {
      const theme = this.chosen();
      if (theme === 'system') delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = theme;
    });
    const person = computed(() => this.sessions.session()?.account.id ?? null);
    effect(() => {
      if (person() !== null) untracked(() => void this.recall());
    });
  }

  choose(theme: Theme): void {
    this.choices += 1;
    this.wear(theme);
    const change: ChangeAccountRequest = { preferences: { theme } };
    void this.unlessRefused(() => this.api.patch(OWN, change));
  }

  private async recall(): Promise<void> {
    const before = this.choices;
    const account = await this.unlessRefused(() => this.api.get<Account>(OWN, { afterPosition: null, signal: new AbortController().signal }));
    // Somebody who chose while the answer was on its way has chosen.
    if (account !== null && this.choices === before && this.sessions.signedIn()) this.wear(account.preferences.theme);
  }

  private wear(theme: Theme): void {
    localStorage.setItem(STORED, theme);
    this.chosen.set(theme);
  }

  /** Without the account the look is that of this browser; nothing worth a message. */
  private async unlessRefused<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (fault) {
      if (fault instanceof ApiFault) return null;
      throw fault;
    }
  }
}
