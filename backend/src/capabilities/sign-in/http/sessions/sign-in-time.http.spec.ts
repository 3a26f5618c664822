import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilityModules, views } from '../../../../app/capabilities';
import { startApplication, type TestApplication } from '../../../../platform/testing/application';
import { FixedClock } from '../../../../platform/testing/fixed-clock';
import { shareBelow } from '../../../../platform/testing/share-below';

const owner = { email: 'ada@example.com', password: 'correct horse battery', displayName: 'Ada', workspaceName: 'Sales' };
/** Enough work that leaving it out shows beside the noise of a busy machine. */
const COST = 14;
const ROUNDS = 40;

describe('the time of a refused sign-in', () => {
  let app: TestApplication;
  const clock = new FixedClock(new Date().toISOString());
  beforeAll(async () => {
    app = await startApplication({ modules: (dataFolder) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: COST }), views, clock });
    const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
    await app.http.post('/api/v1/set-up').send({ ...owner, token });
  });
  afterAll(() => app.close());

  async function refusal(email: string): Promise<number> {
    // Beyond the window in which tries are counted.
    clock.advance(16 * 60_000);
    const began = performance.now();
    const answer = await app.http.post('/api/v1/sessions').send({ email, password: 'not the password' });
    const took = performance.now() - began;
    expect([answer.status, answer.body.type]).toEqual([401, '/problems/wrong-credentials']);
    return took;
  }

  it('does not tell whether the address has an account', async () => {
    const known: number[] = [];
    const unknown: number[] = [];
    await refusal(owner.email);
    await refusal('nobody@example.com');
    for (let round = 0; round < ROUNDS; round += 1) {
      // Taken in turns, so that whatever else the machine does falls on both.
      known.push(await refusal(owner.email));
      unknown.push(await refusal(`nobody-${String(round)}@example.com`));
    }
    const share = shareBelow(unknown, known);
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.8);
  });
});
