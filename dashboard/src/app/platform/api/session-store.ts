import { computed, inject, Injectable, signal } from '@angular/core';
import type { Problem } from '../../../../../event-schemas/src/http/problem';
import type { AnySession, Session } from '../../../../../event-schemas/src/http/sign-in';
import { ApiFault, isUnreachable } from './api-fault';
import { HttpCalls } from './http-calls';

const CHANNEL = 'leadgen-session';
const LOCK = 'leadgen-session-refresh';
/** In local storage while the server does not know yet that somebody signed out; it names nobody. */
const SIGN_OUT_OWED = 'leadgen-sign-out-owed';

/**
 * The signed-in person. The access token lives in memory only; the refresh cookie, which scripts cannot read, brings it
 * back after a reload.
 */
@Injectable({ providedIn: 'root' })
export class SessionStore {
  private readonly calls = inject(HttpCalls);
  private readonly current = signal<AnySession | null>(null);
  private readonly otherTabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);
  private readonly suspension = signal<Problem | null>(null);
  private readonly overElsewhere = signal(false);
  private refreshing: Promise<boolean> | null = null;

  readonly session = this.current.asReadonly();
  readonly signedIn = computed(() => this.current() !== null);
  /** Null while nobody is signed in, or the person is in no workspace. */
  readonly workspaceId = computed(() => this.current()?.workspace?.id ?? null);
  /** True for a person who is in no workspace. */
  readonly nowhere = computed(() => this.current()?.workspace === null);
  /** Why the person is kept out of the workspace; null while they are not. */
  readonly barred = this.suspension.asReadonly();
  /** True when the server ended a session that this page was using. */
  readonly ended = this.overElsewhere.asReadonly();

  constructor() {
    this.otherTabs?.addEventListener('message', () => this.current.set(null));
  }

  begin(session: AnySession): void {
    // The server ends the session before with the new one.
    localStorage.removeItem(SIGN_OUT_OWED);
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
    this.current.update((session) => (session?.workspace == null ? session : { ...session, workspace: { ...session.workspace, ...change } }));
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

  /** Nothing of the person stays on the screen. `here`: the server could not be told; it is told before anybody is let in again. */
  async signOut(): Promise<'everywhere' | 'here'> {
    let reached: 'everywhere' | 'here' = 'everywhere';
    try {
      await this.endOnServer();
    } catch (fault) {
      if (!isUnreachable(fault)) throw fault;
      localStorage.setItem(SIGN_OUT_OWED, 'yes');
      reached = 'here';
    }
    this.current.set(null);
    this.otherTabs?.postMessage('signed-out');
    return reached;
  }

  private async endOnServer(): Promise<void> {
    try {
      await this.end(this.current()?.accessToken ?? null);
    } catch (fault) {
      // An access token that has just run out must not keep the session alive: renew it once, then end it.
      if (!(fault instanceof ApiFault) || fault.problem.status !== 401) throw fault;
      if (await this.refresh()) await this.end(this.current()?.accessToken ?? null);
    }
  }

  private async end(token: string | null): Promise<void> {
    await this.calls.send({ method: 'DELETE', path: '/api/v1/sessions/current', token });
  }

  private async exchange(): Promise<boolean> {
    try {
      const { body } = await this.calls.send({ method: 'POST', path: '/api/v1/sessions/refresh' });
      if (localStorage.getItem(SIGN_OUT_OWED) !== null) {
        await this.end((body as AnySession).accessToken);
        localStorage.removeItem(SIGN_OUT_OWED);
        return false;
      }
      this.current.set(body as AnySession);
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
