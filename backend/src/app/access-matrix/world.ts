/** The people and things of the matrix, made through the API as people make them. */
import { randomUUID } from 'node:crypto';
import type { AddedPasskey, PasskeyOptions } from '../../../../event-schemas/src/http/accounts';
import type { ApiKey } from '../../../../event-schemas/src/http/api-keys';
import type { Page } from '../../../../event-schemas/src/http/page';
import type { LeadRow } from '../../../../event-schemas/src/http/maintain-leads';
import type { IssuedInvitation, MemberRole } from '../../../../event-schemas/src/http/members';
import type { AnySession, Session, SetUpRequest } from '../../../../event-schemas/src/http/sign-in';
import { finishImport, pairBrowser, sendPage, startImport } from '../../../../infra/e2e/client/importer';
import { joinWorkspace } from '../../../../infra/e2e/client/joining';
import { personRows } from '../../../../infra/e2e/client/people';
import { expectOk, fromAnywhere, type RestAnswer } from '../../../../infra/e2e/client/rest';
import { SoftwarePasskey } from '../../platform/testing/software-passkey';
import { PASSWORD, type Things } from './calls';
import { PUBLIC_ORIGIN, type WholeApplication } from './whole-application';

export type InvitedRole = Exclude<MemberRole, 'owner'>;

export class World {
  constructor(readonly app: WholeApplication) {}

  ask<T>(session: Session | null, method: string, path: string, body?: unknown, afterPosition?: string): Promise<RestAnswer<T>> {
    return expectOk<T>(this.app.origin, method, `/api/v1${path}`, {
      ...(session === null ? {} : { token: session.accessToken }),
      ...(body === undefined ? {} : { body, headers: fromAnywhere() }),
      ...(afterPosition === undefined ? {} : { afterPosition }),
    });
  }

  async founded(): Promise<Session> {
    const first: SetUpRequest = { token: this.app.setUpToken, email: 'ada@example.com', password: PASSWORD, displayName: 'Ada', workspaceName: 'Sales' };
    return (await this.ask<Session>(null, 'POST', '/set-up', first)).body;
  }

  /** Another workspace with an owner of its own, whom nobody of the first one knows. */
  async another(founder: Session, name: string): Promise<Session> {
    const { id } = (await this.ask<{ id: string }>(founder, 'POST', '/workspaces', { name })).body;
    const there = await this.switched(founder, id);
    const heir = await this.joined(there, 'admin');
    await this.ask(there, 'POST', '/ownership-transfers', { toAccountId: heir.account.id, password: PASSWORD });
    await this.ask(there, 'DELETE', `/members/${there.account.id}`);
    return heir;
  }

  async joined(by: Session, role: InvitedRole): Promise<Session> {
    const newcomer = { email: `${randomUUID()}@example.com`, role, displayName: `One ${role}`, password: PASSWORD };
    return (await joinWorkspace(this.app.origin, by.accessToken, newcomer)).body;
  }

  /** A second session of the same person in the same workspace. */
  async again({ account, workspace }: Session): Promise<Session> {
    const opened = (await this.ask<Session>(null, 'POST', '/sessions', { email: account.email, password: PASSWORD })).body;
    return opened.workspace.id === workspace.id ? opened : this.switched(opened, workspace.id);
  }

  /** Two sessions of somebody who was taken out of the only workspace. */
  async nowhere(by: Session): Promise<readonly AnySession[]> {
    const { account } = await this.joined(by, 'member');
    await this.ask(by, 'DELETE', `/members/${account.id}`);
    const open = async (): Promise<AnySession> => (await this.ask<AnySession>(null, 'POST', '/sessions', { email: account.email, password: PASSWORD })).body;
    return [await open(), await open()];
  }

  async switched(session: Session, workspaceId: string): Promise<Session> {
    return (await this.ask<Session>(session, 'POST', '/sessions/current/workspace', { workspaceId })).body;
  }

  /** Something of every kind in the workspace of the session. */
  async things(owner: Session): Promise<Things> {
    const { origin } = this.app;
    const { accessToken: token } = owner;
    const [open, toFinish, toCancel, done] = await Promise.all([1, 2, 3, 4].map(() => startImport(origin, token, 25)));
    if (open === undefined || toFinish === undefined || toCancel === undefined || done === undefined) throw new Error('Four imports were started.');
    await sendPage(origin, token, done, 1, personRows([1]));
    const { position } = await finishImport(origin, token, done);
    const leads = await this.ask<Page<LeadRow>>(owner, 'GET', '/leads', undefined, position ?? '');
    const [member, memberToGo] = [await this.joined(owner, 'member'), await this.joined(owner, 'member')];
    const invitation = await this.ask<IssuedInvitation>(owner, 'POST', '/invitations', { email: `${randomUUID()}@example.com`, role: 'member' });
    const key = await this.ask<ApiKey>(owner, 'POST', '/api-keys', { name: 'Nightly', scopes: ['read-leads'], days: 1, password: PASSWORD });
    return {
      workspace: owner.workspace.id,
      import: open.id,
      gesture: open.gestureId,
      importToFinish: toFinish.id,
      importToCancel: toCancel.id,
      lead: leads.body.items[0]?.id ?? '',
      browser: (await pairBrowser(origin, owner)).browserId,
      key: key.body.id,
      invitation: invitation.body.id,
      member: member.account.id,
      memberToGo: memberToGo.account.id,
      heir: owner.account.id,
      self: owner.account.id,
      session: sessionIdOf((await this.again(owner)).accessToken),
      passkey: await this.passkey(owner),
    };
  }

  private async passkey(owner: Session): Promise<string> {
    const { ticket, options } = (await this.ask<PasskeyOptions>(owner, 'POST', '/account/passkeys/options', { password: PASSWORD })).body;
    const response = new SoftwarePasskey().create(String(options['challenge']), { origin: PUBLIC_ORIGIN, rpId: new URL(PUBLIC_ORIGIN).hostname });
    return (await this.ask<AddedPasskey>(owner, 'POST', '/account/passkeys', { ticket, name: 'Laptop', response })).body.id;
  }
}

export const claimsOf = (token: string): Readonly<Record<string, string | null>> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, string | null>;

export const sessionIdOf = (token: string): string => claimsOf(token)['sid'] ?? '';

/** Ids that nothing has. */
export function unknownThings(): Things {
  const id = randomUUID;
  return {
    workspace: id(),
    import: id(),
    gesture: id(),
    importToFinish: id(),
    importToCancel: id(),
    lead: id(),
    browser: id(),
    key: id(),
    invitation: id(),
    member: id(),
    memberToGo: id(),
    heir: id(),
    self: id(),
    session: id(),
    passkey: id(),
  };
}
