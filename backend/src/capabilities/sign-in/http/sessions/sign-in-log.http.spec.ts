import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capabilityModules, views } from '../../../../app/capabilities';
import { createLog } from '../../../../platform/observability/log';
import { startApplication } from '../../../../platform/testing/application';

const modules = (dataFolder: string) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 10 });
const owner = { email: 'ada@example.com', password: 'correct horse battery', displayName: 'Ada Lovelace', workspaceName: 'Sales' };

describe('the log of signing in', () => {
  it('tells every try with its way and outcome, who got in, and no secret', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leadgen-log-'));
    const file = join(folder, 'api.log');
    const app = await startApplication({ modules, views, log: createLog({ level: 'info', file, process: 'api' }) });
    try {
      const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
      const made = await app.http.post('/api/v1/set-up').send({ ...owner, token });
      const { account, accessToken } = made.body as {
        account: { id: string };
        accessToken: string;
      };
      await app.http.post('/api/v1/sessions').send({ email: owner.email, password: 'wrong' });
      await app.http.post('/api/v1/sessions').send({ email: owner.email, password: owner.password });
      const authorization = `Bearer ${accessToken}`;
      await app.http.post('/api/v1/account/totp').set('Authorization', authorization).send({ password: 'wrong' });
      await app.http.post('/api/v1/account/totp').set('Authorization', authorization).send({ password: owner.password });
      await app.http.delete('/api/v1/sessions/current').set('Authorization', authorization);
      const text = readFileSync(file, 'utf8');
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const told = lines.map(({ msg, level, route, status, type, act, account: who }) => ({ msg, level, route, status, type, act, who }));
      const own = { msg: 'account', level: 'info', who: account.id };
      expect(told).toMatchObject([
        { ...own, act: 'CreateAccount' },
        { ...own, act: 'BeginSession' },
        { msg: 'request', level: 'info', route: '/api/v1/set-up', status: 201 },
        { msg: 'request refused', level: 'warn', route: '/api/v1/sessions', status: 401, type: 'wrong-credentials' },
        { ...own, act: 'BeginSession' },
        { msg: 'request', level: 'info', route: '/api/v1/sessions', status: 201 },
        { msg: 'request refused', level: 'warn', route: '/api/v1/account/totp', status: 403, type: 'wrong-password', who: account.id },
        { msg: 'request', level: 'info', route: '/api/v1/account/totp', status: 201, who: account.id },
        { ...own, act: 'EndSession' },
        { msg: 'request', level: 'info', route: '/api/v1/sessions/current', status: 204, who: account.id },
      ]);
      for (const secret of [token, owner.password, owner.email, 'Lovelace', accessToken]) expect(text).not.toContain(secret);
    } finally {
      await app.close();
      rmSync(folder, { recursive: true });
    }
  });
});
