import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Response } from 'supertest';
import type { AnySession } from '../../../../../../event-schemas/src/http/sign-in';
import { capabilityModules, views } from '../../../../app/capabilities';
import { startApplication, type TestApplication } from '../../../../platform/testing/application';

const PASSWORD = 'correct horse battery';

describe('a person in no workspace', () => {
  let app: TestApplication;
  let owner: AnySession;
  beforeAll(async () => {
    app = await startApplication({ modules: (dataFolder) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 10 }), views });
    const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
    owner = (await ask(null, 'post', 'set-up', { token, email: 'ada@example.com', password: PASSWORD, displayName: 'Ada', workspaceName: 'Sales' })).body;
  });
  afterAll(() => app.close());

  const ask = async (as: AnySession | null, method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string, body?: object): Promise<Response> => {
    const asked = app.http[method](`/api/v1/${path}`);
    if (as !== null) void asked.set('Authorization', `Bearer ${as.accessToken}`);
    return body === undefined ? await asked : await asked.send(body);
  };
  /** With the session that the person had in the workspace. */
  const leaver = async (email: string): Promise<Response> => {
    const { link } = (await ask(owner, 'post', 'invitations', { email, role: 'member' })).body;
    const documents = (await ask(null, 'get', 'documents')).body as { document: string; version: string }[];
    const acceptedDocuments = documents.map(({ document, version }) => ({ document, version }));
    const newAccount = { displayName: 'Grace', password: PASSWORD, region: 'DE', oldEnough: true, acceptedDocuments };
    const joined = await ask(null, 'post', 'invitation-acceptances', { token: String(link).split('#token=')[1], newAccount });
    expect((await ask(owner, 'delete', `members/${String(joined.body.account.id)}`)).status).toBe(204);
    return joined;
  };
  const signIn = (email: string): Promise<Response> => ask(null, 'post', 'sessions', { email, password: PASSWORD });

  it('signs in, sees and exports the account, and is refused the rest with a reason', async () => {
    await leaver('grace@example.com');
    const session = await signIn('grace@example.com');
    expect([session.status, session.body.workspace, session.body.account.displayName]).toEqual([201, null, 'Grace']);
    const alone = session.body as AnySession;
    const seen = await Promise.all(
      ['me', 'account', 'account/export', 'account/sessions', 'account/workspaces', 'permissions'].map((path) => ask(alone, 'get', path)),
    );
    expect(seen.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect([seen[0]?.body.workspace, seen[3]?.body.items[0].workspaceId, seen[4]?.body.items]).toEqual([null, null, []]);
    const refused = await Promise.all(['leads', 'workspace', 'members', 'browsers'].map((path) => ask(alone, 'get', path)));
    expect(refused.map(({ status, body }) => `${String(status)} ${String(body.type)}`)).toEqual(Array.from(refused, () => '403 /problems/no-workspace'));
    expect((await ask(alone, 'delete', `members/${alone.account.id}`)).body.type).toBe('/problems/no-workspace');
    expect((await ask(alone, 'delete', 'sessions/current')).status).toBe(204);
    expect((await ask(alone, 'get', 'me')).status).toBe(401);
  });

  it('goes on in the session in which it was removed, once that is renewed', async () => {
    const joined = await leaver('grace.too@example.com');
    expect((await ask(joined.body, 'get', 'me')).status).toBe(401);
    const cookie = String((joined.headers['set-cookie'] as unknown as string[])[0]).split(';')[0] ?? '';
    const renewed = await app.http.post('/api/v1/sessions/refresh').set('Cookie', cookie);
    expect([renewed.status, renewed.body.workspace]).toEqual([200, null]);
    expect((await ask(renewed.body, 'get', 'account')).status).toBe(200);
  });

  it('makes a workspace and goes on there, now and at the next sign-in', async () => {
    await leaver('grace.again@example.com');
    const alone = (await signIn('grace.again@example.com')).body as AnySession;
    const made = await ask(alone, 'post', 'workspaces', { name: 'Research' });
    expect(made.status).toBe(201);
    const moved = await ask(alone, 'post', 'sessions/current/workspace', { workspaceId: made.body.id });
    expect([moved.status, moved.body.workspace]).toEqual([200, { id: made.body.id, name: 'Research', role: 'owner' }]);
    expect((await ask(moved.body, 'get', 'workspace')).status).toBe(200);
    expect((await signIn('grace.again@example.com')).body.workspace.name).toBe('Research');
    // The token from before was for no workspace, and stays so.
    expect((await ask(alone, 'get', 'workspace')).status).toBe(403);
  });
});
