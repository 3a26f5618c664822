import { computed, inject, Injectable, signal } from '@angular/core';
import type { Problem } from '../../../../../event-schemas/src/http/problem';
import type { Session } from '../../../../../event-schemas/src/http/sign-in';
import { ApiFault } from './api-fault';
import { HttpCalls } from './http-calls';

const CHANNEL = 'leadgen-session';
const LOCK = 'leadgen-session-refresh';

/**
 * The signed-in person. The access token lives in memory only; the refresh cookie, which scripts cannot read, brings it
 * back after a reload.
 */
@Injectable({ providedIn: 'root' })
export class SessionStore {
  private readonly calls = inject(HttpCalls);
  private readonly current = signal<Session | null>(null);
  private readonly otherTabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
  private readonly suspension = signal<Problem | null>(null);
  private readonly overElsewhere = signal(false);
  private refreshing: Promise<boolean> | null = null;

  readonly session = this.current.asReadonly();
  readonly signedIn = computed(() => this.current() !== null);
  readonly workspaceId = computed(() => this.current()?.workspace.id ?? null);
  /** Why the person is kept out of the workspace; null while they are not. */
  readonly barred = this.suspension.asReadonly();
  /** True when the server ended a session that this page was using. */
  readonly ended = this.overElsewhere.asReadonly();

  constructor() {
    this.otherTabs?.addEventListener('message', () => this.current.set(null));
  }

  begin(session: Session): void {
    this.suspension.set(null);
    this.overElsewhere.set(false);
    this.current.set(session);
  }

  bar(problem: Problem): void {
    this.suspension.set(problem);
  }

  unbar(): void {
    this.suspension.set(null);
  }

  /** Shows another name of the person at once. */
  rename(displayName: string): void {
    this.current.update((session) => (session === null ? null : { ...session, account: { ...session.account, displayName } }));
  }

  /** Shows the other name of the workspace, or the other role in it, at once. */
  workspaceIs(change: Partial<Pick<Session['workspace'], 'name' | 'role'>>): void {
    this.current.update((session) => (session === null ? null : { ...session, workspace: { ...session.workspace, ...change } }));
  }

  /** True when somebody is signed in, asking the server by cookie if this tab does not know yet. Throws ApiFault when it cannot be asked. */
  async restore(): Promise<boolean> {
    return this.signedIn() || (await this.refresh());
  }

  /** A new access token by the cookie; false when the session is over. Calls at the same time share one exchange. */
  refresh(): Promise<boolean> {
    this.refreshing ??= inTurn(() => this.exchange()).finally(() => (this.refreshing = null));
    return this.refreshing;
  }

  async signOut(): Promise<void> {
    const token = this.current()?.accessToken ?? null;
    try {
      await this.calls.send({ method: 'DELETE', path: '/api/v1/sessions/current', token });
    } catch (fault) {
      // An access token that has just run out must not keep the session alive: renew it once, then end it.
      if (!(fault instanceof ApiFault) || fault.problem.status !== 401) throw fault;
      if (await this.refresh()) await this.calls.send({ method: 'DELETE', path: '/api/v1/sessions/current', token: this.current()?.accessToken ?? null });
    }
    this.current.set(null);
    this.otherTabs?.postMessage('signed-out');
  }

  private async exchange(): Promise<boolean> {
    try {
      const { body } = await this.calls.send({ method: 'POST', path: '/api/v1/sessions/refresh' });
      this.current.set(body as Session);
      return true;
    } catch (fault) {
      if (!(fault instanceof ApiFault) || (fault.problem.status !== 401 && fault.problem.status !== 403)) throw fault;
      // Asked again once it is over, the answer is the same and the reason stays.
      if (this.current() !== null) this.overElsewhere.set(true);
      this.current.set(null);
      return false;
    }
  }
}

// Two tabs must not spend the same refresh cookie at once: each spends it in turn.
const inTurn = <T>(work: () => Promise<T>): Promise<T> => ('locks' in navigator ? (navigator.locks.request(LOCK, work) as Promise<T>) : work());
