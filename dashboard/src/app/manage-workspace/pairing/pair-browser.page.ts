import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, RouterLink } from '@angular/router';
import type { PairedBrowser, PairingCode } from '../../../../../event-schemas/src/http/manage-workspace';
import type { Problem } from '../../../../../event-schemas/src/http/problem';
import { isAbort, problemOf } from '../../platform/api/api-fault';
import { SessionStore } from '../../platform/api/session-store';
import { minutesAndSeconds } from '../../platform/formatting/instants';
import { onTopics } from '../../platform/loading/loader';
import { messages } from '../../platform/messages/messages';
import { Copying } from '../../ui/copying';
import { Icon } from '../../ui/icon';
import { BrowsersApi } from '../browsers/browsers.api';
import { newcomer, secondsLeft, stateOfFragment } from './pairing';

type Step =
  | { readonly name: 'incomplete' }
  | { readonly name: 'asking' }
  | { readonly name: 'code'; readonly pairing: PairingCode }
  | { readonly name: 'paired'; readonly browser: PairedBrowser };

/** Opened by the extension with its random state in the fragment; the code made here is of no use without that state. */
@Component({
  selector: 'lg-pair-browser-page',
  imports: [Icon, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './pair-browser.page.html',
  styleUrl: './pair-browser.page.scss',
})
export class PairBrowserPage {
  private readonly api = inject(BrowsersApi);
  private readonly copying = inject(Copying);
  private readonly gone = new AbortController();
  private readonly nowMs = signal(Date.now());
  private readonly state = stateOfFragment(inject(ActivatedRoute).snapshot.fragment);
  private known: ReadonlySet<string> = new Set();
  protected readonly t = messages;
  protected readonly workspace = computed(() => this.session()?.workspace?.name ?? '');
  protected readonly working = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly step = signal<Step>({ name: this.state === null ? 'incomplete' : 'asking' });
  protected readonly seconds = computed(() => {
    const step = this.step();
    return step.name === 'code' ? secondsLeft(step.pairing.expiresAt, this.nowMs()) : 0;
  });
  protected readonly remaining = computed(() => minutesAndSeconds(this.seconds()));
  private readonly session = inject(SessionStore).session;

  constructor() {
    const timer = setInterval(() => this.nowMs.set(Date.now()), 500);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      this.gone.abort();
    });
    onTopics(['browsers'], (position) => void this.lookForNewcomer(position));
  }

  protected async pair(): Promise<void> {
    if (this.state === null || this.working()) return;
    this.working.set(true);
    this.problem.set(null);
    try {
      this.known = new Set((await this.browsers(null)).map(({ id }) => id));
      const { body } = await this.api.startPairing({ state: this.state });
      this.nowMs.set(Date.now());
      this.step.set({ name: 'code', pairing: body });
    } catch (fault) {
      if (!isAbort(fault)) this.problem.set(problemOf(fault));
    } finally {
      this.working.set(false);
    }
  }

  protected copy(code: string): Promise<void> {
    return this.copying.copy(code);
  }

  private async lookForNewcomer(position: string | null): Promise<void> {
    if (this.step().name !== 'code') return;
    try {
      const browser = newcomer(this.known, await this.browsers(position));
      if (browser !== null) this.step.set({ name: 'paired', browser });
    } catch (fault) {
      // The code stays valid whether or not this page learns of its use; the side panel says the same.
      if (!isAbort(fault)) this.problem.set(problemOf(fault));
    }
  }

  private browsers(afterPosition: string | null): Promise<readonly PairedBrowser[]> {
    return this.api.list({ afterPosition, signal: this.gone.signal });
  }
}
