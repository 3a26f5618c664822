import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilityModules, views } from '../../../../app/capabilities';
import { startApplication, type TestApplication } from '../../../../platform/testing/application';
import { FixedClock } from '../../../../platform/testing/fixed-clock';

const owner = { email: 'ada@example.com', password: 'correct horse battery', displayName: 'Ada', workspaceName: 'Sales' };
const MOST = 100;

describe('many who sign in from one address', () => {
  let app: TestApplication;
  beforeAll(async () => {
    const modules = (dataFolder: string) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 4 });
    app = await startApplication({ modules, views, clock: new FixedClock(new Date().toISOString()) });
    const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
    await app.http.post('/api/v1/set-up').send({ ...owner, token });
  });
  afterAll(() => app.close());

  const signIn = async (email: string, password: string): Promise<number> => (await app.http.post('/api/v1/sessions').send({ email, password })).status;
  const guess = (index: number): Promise<number> => signIn(`nobody-${String(index)}@example.com`, 'not the password');

  it('are not held back by those who know their password, who free nobody of a guess', async () => {
    const statuses = new Map<string, number>();
    for (let round = 0; round < MOST; round += 1) {
      // One guess for each who gets in.
      for (const [who, status] of [
        ['owner', await signIn(owner.email, owner.password)],
        ['guess', await guess(round)],
      ] as const) {
        const what = `${who} ${String(status)}`;
        statuses.set(what, (statuses.get(what) ?? 0) + 1);
      }
    }
    // The owner of the last round came while there was room for one more.
    expect(Object.fromEntries(statuses)).toEqual({ 'owner 201': MOST, 'guess 401': MOST });
    expect([await guess(MOST), await signIn(owner.email, owner.password)]).toEqual([429, 429]);
  });
});
