import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IssuedInvitation } from '../../../../../../event-schemas/src/http/members';
import type { Session } from '../../../../../../event-schemas/src/http/sign-in';
import { capabilityModules, views } from '../../../../app/capabilities';
import { EVENT_STORE, type EventStore } from '../../../../platform/event-store/event-store';
import { VAULT_DB } from '../../../../platform/sealing/vault';
import { startApplication, type TestApplication } from '../../../../platform/testing/application';
import { FixedClock } from '../../../../platform/testing/fixed-clock';
import type { Db } from 'mongodb';

const PASSWORD = 'seven lamps of architecture';
const DAY_MS = 86_400_000;
const clock = new FixedClock(new Date().toISOString());
let app: TestApplication;
let owner: Session;

type Caller = Pick<Session, 'accessToken'> | null;
const headers = (caller: Caller, more: Readonly<Record<string, string>> = {}) => ({
  ...(caller === null ? {} : { Authorization: `Bearer ${caller.accessToken}` }),
  ...more,
});
const get = (caller: Caller, path: string, position?: string) =>
  app.http.get(`/api/v1/${path}`).set(headers(caller, position === undefined ? {} : { 'After-Position': position }));
const post = (caller: Caller, path: string, body: object = {}, more = {}) => app.http.post(`/api/v1/${path}`).set(headers(caller, more)).send(body);
const patch = (caller: Caller, path: string, body: object, more = {}) => app.http.patch(`/api/v1/${path}`).set(headers(caller, more)).send(body);
const remove = (caller: Caller, path: string) => app.http.delete(`/api/v1/${path}`).set(headers(caller));
const typeOf = ({ status, body }: { status: number; body: { type?: string } }) => [status, body.type];

let invited = 0;
async function invite(role = 'member', by: Caller = owner): Promise<IssuedInvitation> {
  invited += 1;
  const answer = await post(by, 'invitations', { email: `Person-${String(invited)}@Example.com`, role });
  expect(answer.status).toBe(201);
  return answer.body as IssuedInvitation;
}

const tokenOf = ({ link }: IssuedInvitation): string => link.slice(link.indexOf('#token=') + 7);

async function newAccount(displayName = 'Grace', change: object = {}) {
  const { body } = await app.http.get('/api/v1/documents');
  const documents = (body.items ?? body) as readonly { document: string; version: string }[];
  const acceptedDocuments = documents.map(({ document, version }) => ({ document, version }));
  return { displayName, password: PASSWORD, region: 'DE', oldEnough: true, acceptedDocuments, ...change };
}

async function joins(role = 'member', displayName = 'Grace'): Promise<Session> {
  const answer = await post(null, 'invitation-acceptances', { token: tokenOf(await invite(role)), newAccount: await newAccount(displayName) });
  expect(answer.status).toBe(201);
  return answer.body as Session;
}

beforeAll(async () => {
  const modules = (dataFolder: string) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 4 });
  app = await startApplication({ modules, views, clock });
  const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
  const set = { token, email: 'ada@example.com', password: PASSWORD, displayName: 'Ada', workspaceName: 'Sales' };
  const made = await app.http.post('/api/v1/set-up').send(set);
  owner = made.body as Session;
  // Names come from a view.
  expect((await get(owner, 'members', made.headers['position'])).status).toBe(200);
});
afterAll(() => app.close());

describe('an invitation', () => {
  it('is shown with its link once, listed without it, and holds the address sealed', async () => {
    const answer = await post(owner, 'invitations', { email: ' Grace@Example.com ', role: 'admin' });
    const { id, link } = answer.body as IssuedInvitation;
    const facts = {
      id: expect.any(String),
      email: 'Grace@Example.com',
      role: 'admin',
      invitedBy: 'Ada',
      invitedAt: clock.now(),
      expiresAt: new Date(Date.parse(clock.now()) + 7 * DAY_MS).toISOString(),
      state: 'open',
    };
    expect(answer.body).toEqual({ ...facts, link: expect.stringMatching(/^http:\/\/127\.0\.0\.1\/join#token=[A-Za-z0-9_-]{43}$/), mailed: false });
    const listed = await get(owner, 'invitations', answer.headers['position']);
    expect(listed.body).toEqual({ items: [{ ...facts, id }], next: null });
    const events = await app.app.get<EventStore>(EVENT_STORE).readStream(`workspace-${owner.workspace.id}`);
    const stored = await app.app.get<Db>(VAULT_DB).collection('invitation_links').find().toArray();
    expect(JSON.stringify([events, stored])).not.toMatch(new RegExp(`grace@|${tokenOf(answer.body)}`, 'i'));
    expect(link).toContain('#token=');
  });

  it('is the same for the same Idempotency-Key', async () => {
    const body = { email: 'twice@example.com', role: 'member' };
    const [first, second] = [
      await post(owner, 'invitations', body, { 'Idempotency-Key': 'i-1' }),
      await post(owner, 'invitations', body, { 'Idempotency-Key': 'i-1' }),
    ];
    expect([first.status, second.status, second.body]).toEqual([201, 201, first.body]);
  });

  it('tells whoever has the link what it is about', async () => {
    const issued = await invite('auditor');
    const lookup = await post(null, 'invitation-lookups', { token: tokenOf(issued) });
    expect(lookup.status).toBe(200);
    expect(lookup.body).toMatchObject({ workspaceName: 'Sales', invitedBy: 'Ada', email: issued.email, role: 'auditor', accountExists: false });
    expect(lookup.body.ageRules).toContainEqual({ region: 'DE', minimumAge: 16 });
    expect(lookup.body.documents.map(({ document }: { document: string }) => document).sort()).toEqual(['privacy-policy', 'terms']);
  });

  it('makes an account and a member of it, once', async () => {
    const token = tokenOf(await invite('auditor'));
    const joined = await post(null, 'invitation-acceptances', { token, newAccount: await newAccount('Grace') });
    expect([joined.status, joined.body.account.displayName, joined.body.workspace]).toEqual([
      201,
      'Grace',
      { id: owner.workspace.id, name: 'Sales', role: 'auditor' },
    ]);
    expect((await get(joined.body, 'me')).status).toBe(200);
    const again = await post(null, 'invitation-acceptances', { token, newAccount: await newAccount('Eve') });
    expect(typeOf(again)).toEqual([409, '/problems/invitation-closed']);
    expect(typeOf(await post(null, 'invitation-lookups', { token }))).toEqual([409, '/problems/invitation-closed']);
  });

  it('gives one membership and one clear answer each when five accept at once', async () => {
    const token = tokenOf(await invite());
    const bodies = await Promise.all(['A', 'B', 'C', 'D', 'E'].map(async (name) => ({ token, newAccount: await newAccount(name) })));
    const answers = await Promise.all(bodies.map((body) => post(null, 'invitation-acceptances', body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    const won = answers.find(({ status }) => status === 201);
    const signedIn = await post(null, 'sessions', { email: won?.body.account.email, password: PASSWORD });
    expect([signedIn.status, signedIn.body.account]).toEqual([201, won?.body.account]);
  });

  it('goes on where it was killed when the same request comes again', async () => {
    const token = tokenOf(await invite());
    const body = { token, newAccount: await newAccount('Killed') };
    const first = await post(null, 'invitation-acceptances', body, { 'Idempotency-Key': 'a-1' });
    const again = await post(null, 'invitation-acceptances', body, { 'Idempotency-Key': 'a-1' });
    expect([first.status, again.status, again.body.account, again.body.workspace]).toEqual([201, 201, first.body.account, first.body.workspace]);
  });

  it('creates and stores nothing for somebody under age, whatever else is sent', async () => {
    const token = tokenOf(await invite());
    const vault = app.app.get<Db>(VAULT_DB);
    // The keys of the invitation before may become active in the meantime.
    const held = async (name: string) => [
      name,
      await vault
        .collection(name)
        .find({}, { projection: { state: 0 } })
        .sort({ _id: 1 })
        .toArray(),
    ];
    const everything = async () => {
      const names = (await vault.listCollections().toArray()).map(({ name }) => name).sort();
      return [...(await Promise.all(names.map(held))), await app.app.get<EventStore>(EVENT_STORE).readLast(`workspace-${owner.workspace.id}`)];
    };
    const before = await everything();
    const answer = await post(
      null,
      'invitation-acceptances',
      { token, newAccount: await newAccount('Kid', { oldEnough: false }) },
      { 'Idempotency-Key': 'kid' },
    );
    expect(typeOf(answer)).toEqual([422, '/problems/under-age']);
    expect(await everything()).toEqual(before);
  });

  it('refuses without the documents in force, and a region that is none', async () => {
    const token = tokenOf(await invite());
    const some = await post(null, 'invitation-acceptances', { token, newAccount: await newAccount('G', { acceptedDocuments: [] }) });
    const old = await newAccount('G');
    const outdated = { ...old, acceptedDocuments: old.acceptedDocuments.map((each) => ({ ...each, version: '2020-01-01' })) };
    expect([some, await post(null, 'invitation-acceptances', { token, newAccount: outdated })].map(typeOf)).toEqual([
      [422, '/problems/documents-not-accepted'],
      [422, '/problems/documents-not-accepted'],
    ]);
    const nowhere = await post(null, 'invitation-acceptances', { token, newAccount: await newAccount('G', { region: 'toString' }) });
    expect([nowhere.status, nowhere.body.errors[0].pointer]).toEqual([400, '/newAccount/region']);
    expect(typeOf(await post(null, 'invitation-acceptances', { token }))).toEqual([401, '/problems/not-signed-in']);
  });

  it('is for the account that is signed in, and takes its session along', async () => {
    const known = await joins('member', 'Known');
    const other = await post(known, 'workspaces', { name: 'Elsewhere' });
    expect([other.status, other.body]).toEqual([201, { id: expect.any(String), name: 'Elsewhere', secondFactorRequired: false, createdAt: clock.now() }]);
    const there = await post(known, 'sessions/current/workspace', { workspaceId: other.body.id });
    const second = await post(there.body, 'invitations', { email: 'ada@example.com', role: 'auditor' });
    const token = tokenOf(second.body);
    expect((await post(null, 'invitation-lookups', { token })).body).toMatchObject({ workspaceName: 'Elsewhere', accountExists: true });
    const refused = await post(null, 'invitation-acceptances', { token, newAccount: await newAccount('Twin') });
    expect(typeOf(refused)).toEqual([409, '/problems/account-exists']);
    const joined = await post(owner, 'invitation-acceptances', { token });
    expect([joined.status, joined.body.account.id, joined.body.workspace]).toEqual([
      201,
      owner.account.id,
      { id: other.body.id, name: 'Elsewhere', role: 'auditor' },
    ]);
    expect((await post(owner, 'invitation-acceptances', { token })).status).toBe(201);
    expect(typeOf(await post(there.body, 'invitation-acceptances', { token }))).toEqual([409, '/problems/invitation-closed']);
    const { body } = await get(joined.body, 'account/workspaces', joined.headers['position']);
    expect(body.items.map(({ name, role }: { name: string; role: string }) => [name, role])).toEqual(
      expect.arrayContaining([
        ['Sales', 'owner'],
        ['Elsewhere', 'auditor'],
      ]),
    );
    owner = (await post(joined.body, 'sessions/current/workspace', { workspaceId: owner.workspace.id })).body as Session;
  });

  it('is accepted by an account that is in no workspace, once it has signed in', async () => {
    const member = await joins('member', 'Homeless');
    expect((await remove(owner, `members/${member.account.id}`)).status).toBe(204);
    const token = tokenOf((await post(owner, 'invitations', { email: member.account.email, role: 'auditor' })).body as IssuedInvitation);
    expect(typeOf(await post(null, 'invitation-acceptances', { token }))).toEqual([409, '/problems/account-exists']);
    const alone = await post(null, 'sessions', { email: member.account.email, password: PASSWORD });
    expect([alone.status, alone.body.workspace]).toEqual([201, null]);
    const joined = await post(alone.body, 'invitation-acceptances', { token });
    expect([joined.status, joined.body.workspace]).toEqual([201, { id: owner.workspace.id, name: 'Sales', role: 'auditor' }]);
    expect((await get(joined.body, 'members')).status).toBe(200);
  });

  it('ends when it is revoked, replaced by a new link, or seven days old', async () => {
    const [revoked, resent, old] = [await invite(), await invite(), await invite()];
    expect((await remove(owner, `invitations/${revoked.id}`)).status).toBe(204);
    const fresh = await post(owner, `invitations/${resent.id}/resend`);
    expect([fresh.status, fresh.body.link === resent.link]).toEqual([201, false]);
    for (const issued of [revoked, resent]) {
      expect(typeOf(await post(null, 'invitation-lookups', { token: tokenOf(issued) }))).toEqual([409, '/problems/invitation-closed']);
    }
    expect((await post(null, 'invitation-lookups', { token: tokenOf(fresh.body) })).status).toBe(200);
    const now = clock.now();
    clock.set(old.expiresAt);
    const late = await post(null, 'invitation-acceptances', { token: tokenOf(old), newAccount: await newAccount('Late') });
    clock.set(now);
    expect(typeOf(late)).toEqual([409, '/problems/invitation-closed']);
    expect(typeOf(await remove(owner, `invitations/${owner.account.id}`))).toEqual([404, '/problems/not-found']);
  });
});

describe('members', () => {
  it('are listed with name, address, role and limits', async () => {
    const auditor = await joins('auditor', 'Listed');
    const limited = await patch(owner, `members/${auditor.account.id}`, { limits: { importsPerDay: 3 } });
    const limits = { importsPerDay: 3, exportsPerDay: null, rowsPerExport: null };
    expect([limited.status, limited.body]).toEqual([200, { accountId: auditor.account.id, role: 'auditor', limits }]);
    const { body } = await get(auditor, 'members?limit=100', limited.headers['position']);
    const ada = { accountId: owner.account.id, displayName: 'Ada', email: 'ada@example.com', role: 'owner' };
    expect(body.items).toContainEqual(expect.objectContaining(ada));
    expect(body.items.find(({ accountId }: { accountId: string }) => accountId === auditor.account.id)).toEqual({
      accountId: auditor.account.id,
      displayName: 'Listed',
      email: auditor.account.email,
      role: 'auditor',
      joinedAt: clock.now(),
      secondFactor: false,
      limits,
      suspended: null,
    });
    const first = await get(owner, 'members?limit=1');
    const second = await get(owner, `members?limit=1&cursor=${String(first.body.next)}`);
    expect([first.body.items.length, second.body.items.length, first.body.items[0].accountId === second.body.items[0].accountId]).toEqual([1, 1, false]);
  });

  it('have the rights of their new role at once', async () => {
    const member = await joins('member');
    expect((await get(member, 'invitations')).status).toBe(403);
    expect((await patch(owner, `members/${member.account.id}`, { role: 'admin' })).status).toBe(200);
    expect((await get(member, 'invitations')).status).toBe(200);
    expect((await get(member, 'me')).body.workspace.role).toBe('admin');
  });

  it('do not touch the owner, themselves or what is not theirs', async () => {
    const [admin, member] = [await joins('admin'), await joins('member')];
    expect(typeOf(await patch(admin, `members/${owner.account.id}`, { role: 'member' }))).toEqual([409, '/problems/owner-stays']);
    expect(typeOf(await remove(admin, `members/${owner.account.id}`))).toEqual([409, '/problems/owner-stays']);
    expect(typeOf(await remove(owner, `members/${owner.account.id}`))).toEqual([409, '/problems/owner-stays']);
    expect(typeOf(await patch(admin, `members/${admin.account.id}`, { role: 'member' }))).toEqual([409, '/problems/own-role']);
    expect(typeOf(await patch(admin, `members/${member.account.id}`, { role: 'owner' }))).toEqual([409, '/problems/ownership-is-transferred']);
    expect(typeOf(await patch(member, `members/${admin.account.id}`, { role: 'member' }))).toEqual([403, '/problems/not-permitted']);
    expect(typeOf(await remove(member, `members/${admin.account.id}`))).toEqual([403, '/problems/not-permitted']);
    expect(typeOf(await remove(owner, `members/${owner.workspace.id}`))).toEqual([404, '/problems/not-found']);
  });

  it('are not overwritten by somebody who saw an older value', async () => {
    const member = await joins('member');
    const path = `members/${member.account.id}`;
    const seen = String((await get(owner, path)).headers['etag']);
    expect((await patch(owner, path, { role: 'auditor' })).status).toBe(200);
    const late = await patch(owner, path, { role: 'admin' }, { 'If-Match': seen });
    const limits = { importsPerDay: null, exportsPerDay: null, rowsPerExport: null };
    expect([...typeOf(late), late.body.current]).toEqual([412, '/problems/changed-meanwhile', { accountId: member.account.id, role: 'auditor', limits }]);
    expect((await patch(owner, path, { limits: { rowsPerExport: 10 } }, { 'If-Match': seen })).status).toBe(200);
    expect(typeOf(await patch(owner, path, { role: 'admin' }, { 'If-Match': 'abc' }))).toEqual([400, '/problems/invalid-if-match']);
  });

  it('are out at once here and within two seconds elsewhere when removed', async () => {
    const member = await joins('member');
    const other = await app.another();
    const elsewhere = () => other.http.get('/api/v1/members').set(headers(member));
    expect([(await get(member, 'members')).status, (await elsewhere()).status]).toEqual([200, 200]);
    expect((await remove(owner, `members/${member.account.id}`)).status).toBe(204);
    const at = Date.now();
    expect((await get(member, 'members')).status).toBe(401);
    while ((await elsewhere()).status === 200 && Date.now() - at < 5_000);
    expect(Date.now() - at).toBeLessThan(2_000);
  });
});

describe('a suspended member', () => {
  it('is shut out with the reason, may answer it, and comes back when it is lifted', async () => {
    const member = await joins('member');
    const path = `members/${member.account.id}/suspension`;
    expect((await post(owner, path, { reason: 'Shared a list.' })).status).toBe(201);
    const shut = await get(member, 'members');
    expect([...typeOf(shut), shut.body.detail]).toEqual([403, '/problems/suspended', 'The reason given: Shared a list. You can answer it in the dashboard.']);
    const appeal = await app.http.put(`/api/v1/account/suspension-appeals/${owner.workspace.id}`).set(headers(member)).send({ text: 'I was asked to.' });
    expect(appeal.status).toBe(204);
    const { body } = await get(owner, 'members?limit=100', appeal.headers['position']);
    expect(body.items.find(({ accountId }: { accountId: string }) => accountId === member.account.id).suspended).toEqual({
      reason: 'Shared a list.',
      since: clock.now(),
      appeal: 'I was asked to.',
    });
    expect((await get(member, 'account/workspaces')).body.items[0].suspended).toBe(true);
    expect((await remove(owner, path)).status).toBe(204);
    expect((await get(member, 'members')).status).toBe(200);
    const nothing = await app.http.put(`/api/v1/account/suspension-appeals/${owner.workspace.id}`).set(headers(member)).send({ text: 'Again.' });
    expect(typeOf(nothing)).toEqual([409, '/problems/not-suspended']);
  });

  it('is never the owner', async () => {
    const admin = await joins('admin');
    expect(typeOf(await post(admin, `members/${owner.account.id}/suspension`, { reason: 'x' }))).toEqual([409, '/problems/owner-stays']);
  });
});

describe('another workspace', () => {
  it('is one for one Idempotency-Key, also when the session has moved into it in between', async () => {
    const founder = await joins('member', 'Founder');
    const make = (by: Session) => post(by, 'workspaces', { name: 'Once' }, { 'Idempotency-Key': 'workspace-1' });
    const made = await make(founder);
    const moved = (await post(founder, 'sessions/current/workspace', { workspaceId: made.body.id })).body as Session;
    const again = await make(moved);
    expect([made.status, moved.workspace.id, again.status, again.body]).toEqual([201, made.body.id, 201, made.body]);
    // The same key of another account is another request.
    expect((await make(owner)).body.id).not.toBe(made.body.id);
  });
});

describe('the workspace', () => {
  it('has a name and rules that admins change', async () => {
    const before = await get(owner, 'workspace');
    expect(before.body).toEqual({ id: owner.workspace.id, name: 'Sales', secondFactorRequired: false, createdAt: expect.any(String) });
    const renamed = await patch(owner, 'workspace', { name: 'North' }, { 'If-Match': before.headers['etag'] });
    expect([renamed.status, renamed.body.name, (await get(owner, 'me')).body.workspace.name]).toEqual([200, 'North', 'North']);
    const late = await patch(owner, 'workspace', { name: 'South' }, { 'If-Match': before.headers['etag'] });
    const now = (await get(owner, 'workspace')).headers['etag'];
    expect([...typeOf(late), late.body.current.name, late.headers['etag']]).toEqual([412, '/problems/changed-meanwhile', 'North', now]);
    expect((await patch(owner, 'workspace', { name: 'Sales' })).status).toBe(200);
  });

  it('shows who may do what', async () => {
    const { body } = await get(owner, 'permissions');
    expect(body.items).toContainEqual({ permission: 'manage-members', roles: ['owner', 'admin'], browser: false, apiKey: false });
  });
});

describe('the ownership', () => {
  it('goes to another member with the password of the owner, and back', async () => {
    const [admin, stranger] = [await joins('admin'), { toAccountId: owner.workspace.id, password: PASSWORD }];
    const body = { toAccountId: admin.account.id, password: PASSWORD };
    expect(typeOf(await post(owner, 'ownership-transfers', { ...body, password: 'wrong' }))).toEqual([403, '/problems/wrong-password']);
    expect(typeOf(await post(admin, 'ownership-transfers', body))).toEqual([403, '/problems/not-permitted']);
    expect(typeOf(await post(owner, 'ownership-transfers', stranger))).toEqual([404, '/problems/not-found']);
    expect((await post(owner, 'ownership-transfers', body)).status).toBe(204);
    expect([(await get(owner, 'me')).body.workspace.role, (await get(admin, 'me')).body.workspace.role]).toEqual(['admin', 'owner']);
    const back = await post(admin, 'ownership-transfers', { toAccountId: owner.account.id, password: PASSWORD });
    expect([back.status, (await get(owner, 'me')).body.workspace.role]).toEqual([204, 'owner']);
  });
});

describe('a limit of imports per day', () => {
  it('holds for the member, and for nobody else', async () => {
    const member = await joins('member');
    const asked = {
      mode: 'visible-page',
      requestedCount: 25,
      pageKind: 'people-search',
      pagePath: '/sales/search/people',
      searchId: null,
      extensionVersion: '0.1.0',
      parserVersion: '1.0.0',
      gestureId: 'b6a7f0a2-5b0e-4d5e-9c55-1f5f0f6f3a11',
    };
    expect((await patch(owner, `members/${member.account.id}`, { limits: { importsPerDay: 1 } })).status).toBe(200);
    const answers = [await post(member, 'imports', asked), await post(member, 'imports', asked), await post(owner, 'imports', asked)];
    expect(answers.map(({ status, body }) => [status, body.type])).toEqual([
      [201, undefined],
      [409, '/problems/imports-per-day-reached'],
      [201, undefined],
    ]);
  });
});
