/** What people of a workspace may think of doing in it, now and then with an id of the workspace next door. */
import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { IssuedApiKey } from '../../event-schemas/src/http/api-keys';
import type { ImportRow, ImportView } from '../../event-schemas/src/http/import-leads';
import type { BrowserTokens, PairingCode } from '../../event-schemas/src/http/manage-workspace';
import type { IssuedInvitation } from '../../event-schemas/src/http/members';
import { importRequest, OWNER, pageRequest } from '../e2e/client/importer';
import { accept, invite } from '../e2e/client/joining';
import { personRows, range } from '../e2e/client/people';
import { call, fromAnywhere, UnexpectedAnswer, type RestAnswer } from '../e2e/client/rest';
import { ADDRESSES, PEOPLE, person, signInAs, type Caller, type Town } from './isolation-people';

export type Kind = 'import' | 'lead' | 'invitation' | 'member' | 'browser' | 'api-key' | 'session';
/** Ids by kind, as they were made. */
export type Ids = Readonly<Record<Kind, string[]>>;
export const noIds = (): Ids => ({ import: [], lead: [], invitation: [], member: [], browser: [], 'api-key': [], session: [] });

export interface Act {
  readonly what: keyof typeof ACTS;
  /** Numbers to choose with: who acts, on what, and how. */
  readonly by: number;
  readonly on: number;
  readonly how: number;
}

type Answer = RestAnswer<unknown>;

/** The workspace that acts, with what has been made in it, and the ids of the other one. */
export class ActingWorkspace {
  private readonly invitations: IssuedInvitation[] = [];
  private readonly secrets: string[] = [];
  private readonly gestures = new Map<string, string>();

  constructor(
    readonly town: Town,
    readonly own: Ids,
    readonly foreign: Ids,
  ) {}

  /** Every act is answered; what it was answered with is for the caller to count. */
  perform(act: Act): Promise<Answer> {
    return ACTS[act.what](this, act);
  }

  actor({ by }: Act): Caller {
    const { owner, both, member, auditor, browser } = this.town.actors;
    return pick([owner, owner, both, both, member, auditor, browser], by);
  }

  /** One in five is an id of the workspace next door. */
  id(kind: Kind, { on }: Act): string {
    const from = on % 5 === 0 ? this.foreign[kind] : this.own[kind];
    return from.length === 0 ? randomUUID() : pick(from, on >> 3);
  }

  /** Those who act go on acting, but for the one who can come back. */
  removable(act: Act): string {
    const { member, auditor, both } = this.town.actors;
    const id = this.id('member', act);
    return id === member.accountId || id === auditor.accountId ? both.accountId : id;
  }

  /** Never somebody in whose name nobody here can act. */
  heir({ on, how }: Act): string {
    const { owner, both } = this.town.actors;
    return on % 5 === 0 ? pick(this.foreign.member, how) : pick([owner, both], how).accountId;
  }

  send<T>(act: Act, method: string, path: string, body?: unknown): Promise<RestAnswer<T>> {
    return this.as<T>(this.actor(act), method, path, body);
  }

  as<T>(who: Caller, method: string, path: string, body?: unknown): Promise<RestAnswer<T>> {
    return call<T>(this.town.origin, method, `/api/v1${path}`, {
      token: who.token(),
      idempotencyKey: randomUUID(),
      ...(body === undefined ? {} : { body, headers: fromAnywhere() }),
    });
  }

  /** The same people as next door, now and then with other words about them. */
  async importPeople(act: Act): Promise<Answer> {
    const gesture = randomUUID();
    const answer = await this.send<ImportView>(act, 'POST', '/imports', importRequest(25, gesture));
    if (answer.status !== 201) return answer;
    const { id } = answer.body;
    this.own.import.push(id);
    this.gestures.set(id, gesture);
    return this.send(act, 'POST', `/imports/${id}/pages`, pageRequest(1, gesture, rowsOf(act)));
  }

  sendPage(act: Act): Promise<Answer> {
    const id = this.id('import', act);
    return this.send(act, 'POST', `/imports/${id}/pages`, pageRequest(2 + (act.how % 4), this.gestures.get(id) ?? randomUUID(), rowsOf(act)));
  }

  async invite(act: Act): Promise<Answer> {
    const answer = await this.send<IssuedInvitation>(act, 'POST', '/invitations', {
      email: pick(ADDRESSES, act.how),
      role: pick(['admin', 'member', 'auditor'], act.how),
    });
    if (answer.status === 201) {
      this.own.invitation.push(answer.body.id);
      this.invitations.push(answer.body);
    }
    return answer;
  }

  async accept(act: Act): Promise<Answer> {
    const [invitation] = this.invitations.splice(act.on % Math.max(1, this.invitations.length), 1);
    if (invitation === undefined) return this.invite(act);
    const newcomer = { displayName: 'Somebody invited', password: OWNER.password };
    const answer = await accept(this.town.origin, invitation, newcomer).catch((error: unknown) => {
      if (error instanceof UnexpectedAnswer && error.status === 409) return null;
      throw error;
    });
    // Its page says that the invitation is over.
    if (answer === null) return this.invite(act);
    if (answer.status === 201) this.own.member.push(answer.body.account.id);
    return answer;
  }

  /** Whoever was removed and is in B too comes back. */
  async comeBack(): Promise<Answer> {
    const { origin, emailOfBoth, actors } = this.town;
    const opened = await signInAs(origin, emailOfBoth);
    const invitation = await invite(origin, actors.owner.token(), { email: emailOfBoth, role: 'admin' }).catch(() => null);
    if (invitation === null) return this.as(actors.owner, 'GET', '/invitations');
    const answer = await accept(origin, invitation, opened.body);
    if (answer.status === 201) actors.both = person(origin, 'both in A', { ...opened, body: answer.body });
    return answer;
  }

  async makeKey(act: Act): Promise<Answer> {
    const scopes = pick([['read-leads', 'run-imports'], ['read-members', 'read-workspace'], ['read-imports']], act.how);
    const answer = await this.send<IssuedApiKey>(act, 'POST', '/api-keys', { name: `Key ${String(act.how)}`, scopes, days: 1 + (act.how % 365), ...proof });
    if (answer.status === 201) {
      this.own['api-key'].push(answer.body.id);
      this.secrets.push(answer.body.secret);
    }
    return answer;
  }

  /** Of a key that may be over by now. */
  useKey(act: Act): Promise<Answer> {
    const secret = this.secrets.length === 0 ? 'lgk_none' : pick(this.secrets, act.on);
    const path = pick(['/leads', '/members', '/workspace', '/imports', `/imports/${this.id('import', act)}`, `/leads/${this.id('lead', act)}`], act.how);
    return call(this.town.origin, 'GET', `/api/v1${path}`, { token: secret });
  }

  async pair(act: Act): Promise<Answer> {
    const state = randomBytes(32).toString('base64url');
    const code = await this.send<PairingCode>(act, 'POST', '/pairings', { state });
    if (code.status !== 201) return code;
    const claim = { state, code: code.body.code, browserName: 'Made and gone', extensionVersion: '0.1.0' };
    const answer = await call<BrowserTokens>(this.town.origin, 'POST', '/api/v1/pairings/claims', { body: claim, idempotencyKey: randomUUID() });
    if (answer.status === 201) this.own.browser.push(answer.body.browserId);
    return answer;
  }
}

const pick = <T>(values: readonly T[], number: number): T => {
  const value = values[number % values.length];
  if (value === undefined) throw new Error('There is nothing to choose from.');
  return value;
};

const rowsOf = ({ how }: Act): ImportRow[] => personRows(range(1 + (how % PEOPLE), 1 + (how % 6)), how % 3);

const reason = 'Somebody asked for it.';
const proof = { password: OWNER.password };

const ACTS = {
  'import people': (a: ActingWorkspace, act: Act) => a.importPeople(act),
  'send a page': (a: ActingWorkspace, act: Act) => a.sendPage(act),
  'finish an import': (a: ActingWorkspace, act: Act) =>
    a.send(act, 'POST', `/imports/${a.id('import', act)}/finish`, { outcome: 'completed', faultCode: null }),
  'cancel an import': (a: ActingWorkspace, act: Act) => a.send(act, 'POST', `/imports/${a.id('import', act)}/cancel`),
  'unmask a lead': (a: ActingWorkspace, act: Act) => a.as(a.town.actors.auditor, 'POST', `/leads/${a.id('lead', act)}/unmaskings`, { reason }),
  invite: (a: ActingWorkspace, act: Act) => a.invite(act),
  'accept an invitation': (a: ActingWorkspace, act: Act) => a.accept(act),
  'resend an invitation': (a: ActingWorkspace, act: Act) => a.send(act, 'POST', `/invitations/${a.id('invitation', act)}/resend`),
  'revoke an invitation': (a: ActingWorkspace, act: Act) => a.send(act, 'DELETE', `/invitations/${a.id('invitation', act)}`),
  'change a role': (a: ActingWorkspace, act: Act) =>
    a.send(act, 'PATCH', `/members/${a.id('member', act)}`, { role: pick(['admin', 'member', 'auditor'], act.how) }),
  'change limits': (a: ActingWorkspace, act: Act) => a.send(act, 'PATCH', `/members/${a.id('member', act)}`, { limits: { importsPerDay: act.how } }),
  'suspend a member': (a: ActingWorkspace, act: Act) => a.send(act, 'POST', `/members/${a.id('member', act)}/suspension`, { reason }),
  'lift a suspension': (a: ActingWorkspace, act: Act) => a.send(act, 'DELETE', `/members/${a.id('member', act)}/suspension`),
  'answer a suspension': (a: ActingWorkspace, act: Act) => a.send(act, 'PUT', `/account/suspension-appeals/${a.town.workspaceA}`, { text: reason }),
  'remove a member': (a: ActingWorkspace, act: Act) => a.send(act, 'DELETE', `/members/${a.removable(act)}`),
  'come back': (a: ActingWorkspace) => a.comeBack(),
  'transfer the ownership': (a: ActingWorkspace, act: Act) => a.send(act, 'POST', '/ownership-transfers', { toAccountId: a.heir(act), ...proof }),
  'pair a browser': (a: ActingWorkspace, act: Act) => a.pair(act),
  'revoke a browser': (a: ActingWorkspace, act: Act) => a.send(act, 'DELETE', `/browsers/${a.id('browser', act)}`),
  'make a key': (a: ActingWorkspace, act: Act) => a.makeKey(act),
  'rotate a key': (a: ActingWorkspace, act: Act) =>
    a.send(act, 'POST', `/api-keys/${a.id('api-key', act)}/rotations`, { overlapHours: act.how % 169, ...proof }),
  'revoke a key': (a: ActingWorkspace, act: Act) => a.send(act, 'DELETE', `/api-keys/${a.id('api-key', act)}`),
  'use a key': (a: ActingWorkspace, act: Act) => a.useKey(act),
  'rename the workspace': (a: ActingWorkspace, act: Act) => a.send(act, 'PATCH', '/workspace', { name: `Sales ${String(act.how)}` }),
  'ask for a second factor': (a: ActingWorkspace, act: Act) => a.send(act, 'PATCH', '/workspace', { secondFactorRequired: act.how % 6 === 0, ...proof }),
  'make a workspace': (a: ActingWorkspace, act: Act) => a.as(a.town.actors.member, 'POST', '/workspaces', { name: `Own ${String(act.how)}` }),
  'go next door': (a: ActingWorkspace) => a.as(a.town.actors.member, 'POST', '/sessions/current/workspace', { workspaceId: a.town.workspaceB }),
  'rename oneself': (a: ActingWorkspace, act: Act) => a.as(a.town.actors.member, 'PATCH', '/account', { displayName: `Alice ${String(act.how)}` }),
  'sign out elsewhere': (a: ActingWorkspace) => a.as(a.town.actors.member, 'DELETE', '/account/sessions'),
  'end a session': (a: ActingWorkspace, act: Act) => a.send(act, 'DELETE', `/account/sessions/${a.id('session', act)}`),
  read: (a: ActingWorkspace, act: Act) => a.send(act, 'GET', pick(['/leads', '/imports', '/members', '/invitations', '/browsers', '/api-keys'], act.how)),
} as const satisfies Readonly<Record<string, (a: ActingWorkspace, act: Act) => Promise<Answer>>>;

/** What people come for. */
const OFTEN = ['import people', 'import people', 'import people', 'send a page', 'send a page', 'invite', 'pair a browser', 'make a key'] as const;

const number = fc.nat({ max: 9_999 });

export const sequences = (count: number, seed: number): Act[][] => {
  const all = Object.keys(ACTS) as (keyof typeof ACTS)[];
  const act = fc.record({ what: fc.constantFrom(...all, ...OFTEN), by: number, on: number, how: number });
  return fc.sample(fc.array(act, { minLength: 4, maxLength: 14 }), { numRuns: count, seed });
};
