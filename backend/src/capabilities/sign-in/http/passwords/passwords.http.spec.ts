import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { capabilityModules, views } from '../../../../app/capabilities';
import { startApplication, type TestApplication } from '../../../../platform/testing/application';
import { ResetTokens } from '../../secrets/one-time-tokens';

const owner = { email: 'ada@example.com', password: 'correct horse battery', displayName: 'Ada', workspaceName: 'Sales' };
const faultOf = ({ status, body }: Response) => [status, body.type, body.errors?.[0]?.pointer, body.errors?.[0]?.code];
const refused = (pointer: string, code: string) => [422, '/problems/password-refused', pointer, code];

describe('a new password', () => {
  let app: TestApplication;
  let session: Response;
  const post = (path: string, body: object) => app.http.post(`/api/v1/${path}`).send(body);
  const mine = (method: 'put' | 'post', path: string, body: object) =>
    app.http[method](`/api/v1/${path}`)
      .set('Authorization', `Bearer ${String(session.body.accessToken)}`)
      .send(body);
  const signIn = (password: string) => post('sessions', { email: owner.email, password });

  beforeAll(async () => {
    app = await startApplication({ modules: (dataFolder) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 10 }), views });
  });
  afterAll(() => app.close());

  it('is refused at the set-up when it is weak or was stolen elsewhere, and the link still works', async () => {
    const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
    expect(faultOf(await post('set-up', { ...owner, token, password: 'cccccccccccccccccc' }))).toEqual(refused('/password', 'too-weak'));
    expect(faultOf(await post('set-up', { ...owner, token, password: 'qwerty123456' }))).toEqual(refused('/password', 'known-leaked'));
    session = await post('set-up', { ...owner, token });
    expect(session.status).toBe(201);
  });

  it('is refused when it is changed, and the old one stays', async () => {
    const change = { currentPassword: owner.password, newPassword: 'ada@example.com' };
    expect(faultOf(await mine('put', 'account/password', change))).toEqual(refused('/newPassword', 'too-weak'));
    expect((await signIn(owner.password)).status).toBe(201);
  });

  it('is refused at a reset, and the link still works', async () => {
    const token = await app.app.get(ResetTokens).issue(String(session.body.account.id));
    expect(faultOf(await post('password-resets/uses', { token, password: 'qwerty123456' }))).toEqual(refused('/password', 'known-leaked'));
    expect((await post('password-resets/uses', { token, password: 'another horse battery' })).status).toBe(204);
    session = await signIn('another horse battery');
    expect(session.status).toBe(201);
  });

  it('may have 128 characters of any kind, all of which count', async () => {
    const longest = `${'дельфин '.repeat(15)}sieht 🐬`;
    expect(longest).toHaveLength(128);
    expect((await mine('put', 'account/password', { currentPassword: 'another horse battery', newPassword: longest })).status).toBe(204);
    const without = `${longest.slice(0, -2)}🐳`;
    expect([(await signIn(longest)).status, (await signIn(without)).status, (await signIn(longest.toUpperCase())).status]).toEqual([201, 401, 401]);
  });

  it('is refused at joining, and the invitation still works', async () => {
    const { link } = (await mine('post', 'invitations', { email: 'grace@example.com', role: 'member' })).body;
    const { body } = await app.http.get('/api/v1/documents');
    const acceptedDocuments = body.map(({ document, version }: { document: string; version: string }) => ({ document, version }));
    const join = (password: string) =>
      post('invitation-acceptances', {
        token: String(link).split('#token=')[1],
        newAccount: { displayName: 'Grace', password, region: 'DE', oldEnough: true, acceptedDocuments },
      });
    expect(faultOf(await join('grace.example'))).toEqual(refused('/newAccount/password', 'too-weak'));
    expect((await join('seven lamps of architecture')).status).toBe(201);
  });
});
