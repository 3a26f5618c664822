import { CommandBus } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilityModules, views } from '../../../../app/capabilities';
import { startApplication, type TestApplication } from '../../../../platform/testing/application';
import { FixedClock } from '../../../../platform/testing/fixed-clock';
import { startMailSink, type MailSink } from '../../../../platform/testing/mail-sink';
import { shareBelow } from '../../../../platform/testing/share-below';
import { CreateAccountCommand } from '../../commands/create-account';

const owner = { email: 'ada@example.com', password: 'correct horse battery', displayName: 'Ada', workspaceName: 'Sales' };
const TAKEN = 'grace@example.com';
const ROUNDS = 24;

describe('the time in which a change of address is taken', () => {
  const clock = new FixedClock(new Date().toISOString());
  let sink: MailSink;
  let app: TestApplication;
  beforeAll(async () => {
    sink = await startMailSink();
    const mail = { url: sink.url, from: 'LeadGen <leadgen@example.com>' };
    const modules = (dataFolder: string) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 4, mail });
    app = await startApplication({ modules, views, clock });
    const token = readFileSync(join(app.dataFolder, 'set-up-token'), 'utf8').trim();
    const { body } = await app.http.post('/api/v1/set-up').send({ ...owner, token });
    const account = {
      accountId: randomUUID(),
      workspaceId: String(body.workspace.id),
      email: TAKEN,
      displayName: 'Grace',
      password: owner.password,
      accepted: [],
    };
    const facts = { correlationId: randomUUID(), idempotencyKey: null, userAgent: '', address: '127.0.0.1' };
    await app.app.get(CommandBus).execute(new CreateAccountCommand(account, facts));
  });
  afterAll(async () => {
    await app.close();
    await sink.close();
  });

  async function asked(email: string): Promise<number> {
    // Beyond the window in which mails are counted.
    clock.advance(16 * 60_000);
    const { accessToken } = (await app.http.post('/api/v1/sessions').send({ email: owner.email, password: owner.password })).body;
    const before = sink.mails.length;
    const began = performance.now();
    const answer = await app.http
      .post('/api/v1/account/email-changes')
      .set('Authorization', `Bearer ${String(accessToken)}`)
      .send({ email, password: owner.password });
    const took = performance.now() - began;
    expect(answer.status).toBe(202);
    // Both mails are on their way after the answer, and would slow down the next one.
    while (sink.mails.length < before + 2) await new Promise((resolve) => setTimeout(resolve, 5));
    return took;
  }

  it('does not tell whether the address has an account', async () => {
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // Taken in turns, so that whatever else the machine does falls on both.
      known.push(await asked(TAKEN));
      unknown.push(await asked(`nobody-${String(round)}@example.com`));
    }
    const share = shareBelow(unknown, known);
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.8);
  });
});
