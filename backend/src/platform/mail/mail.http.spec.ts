import { MongoClient, type Db } from 'mongodb';
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { startApplication } from '../testing/application';
import { FixedClock } from '../testing/fixed-clock';
import { startMailSink, type MailSink } from '../testing/mail-sink';
import { until } from '../testing/store-under-test';
import { RandomIds } from '../time-and-ids/ids';
import { MailDelivery } from './mail-delivery';
import { MailModule } from './mail.module';
import { mailBox, MailQueue } from './mail-queue';
import { Mailer, type Outgoing } from './mailer';
import { Outbox } from './outbox';
import { QueuedMailer } from './queued-mailer';
import { smtp } from './smtp';

const notice: Outgoing = { to: 'ada@example.com', subject: 'Grüße', text: `Somebody signed in.\n\n.dot\n${'x'.repeat(200)}\n`, secret: false };
const reset: Outgoing = { to: 'eve@example.com', subject: 'Reset', text: 'https://example.com/#token=abc', secret: true };

describe('mail through a server', () => {
  let mongo: MongoClient;
  let vault: Db;
  let sink: MailSink;
  const clock = new FixedClock(new Date().toISOString());
  const lines: string[] = [];
  const running: MailDelivery[] = [];
  const start = (url = sink.url): { mailer: QueuedMailer; queue: MailQueue } => {
    const queue = new MailQueue(vault, mailBox([Buffer.alloc(32, 7)]), clock, new RandomIds());
    const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
    const delivery = new MailDelivery({ queue, deliver: smtp({ url, from: 'LeadGen <leadgen@example.com>' }), log, tickMs: 10 });
    delivery.start();
    running.push(delivery);
    return { mailer: new QueuedMailer(queue, delivery), queue };
  };
  const stored = () => vault.collection('mails').find().toArray();

  beforeAll(async () => {
    mongo = new MongoClient(process.env['TEST_MONGODB_URL'] ?? '');
    vault = mongo.db(`vault_${randomUUID().slice(0, 8)}`);
    sink = await startMailSink();
  });
  afterEach(async () => {
    for (const delivery of running.splice(0)) await delivery.stop();
    await vault.collection('mails').deleteMany({});
  });
  afterAll(async () => {
    await sink.close();
    await vault.dropDatabase();
    await mongo.close();
  });

  it('arrives whole, and nothing of it stays', async () => {
    expect(await start().mailer.send(notice)).toBe('sent');
    const { to, text } = await sink.mailTo(notice.to, '=?UTF-8?');
    expect([to, text]).toEqual([notice.to, notice.text.trimEnd()]);
    const deadline = Date.now() + 5_000;
    while ((await stored()).length > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await stored()).toEqual([]);
  });

  it('waits sealed while it cannot be delivered, and the log does not know whom it is for', async () => {
    const { mailer, queue } = start('smtp://127.0.0.1:1');
    expect(await mailer.send(reset)).toBe('sent');
    await until(
      () => lines.some((line) => line.includes('mail not delivered')),
      () => 'a line about the failure',
    );
    expect(JSON.stringify(await stored())).not.toMatch(/example|token/);
    expect(lines.join('')).not.toMatch(/example|token/);
    expect(await queue.kept()).toEqual([]);
  });

  it('is tried again, later each time, until the server takes it', async () => {
    sink.refuse(3, 451);
    const before = sink.mails.length;
    await start().mailer.send(reset);
    for (const [attempt, wait] of [5_000, 30_000, 120_000].entries()) {
      const deadline = Date.now() + 5_000;
      const due = (): Promise<unknown> => vault.collection('mails').findOne({ attempts: attempt + 1, nextTryAt: new Date(Date.parse(clock.now()) + wait) });
      while ((await due()) === null && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(await due()).not.toBeNull();
      clock.advance(wait);
    }
    await until(
      () => sink.mails.length === before + 1,
      () => 'the fourth try',
    );
  });

  it('is shown to the owner after a lasting no, unless it is secret', async () => {
    sink.refuse(2, 550);
    const { mailer, queue } = start();
    await mailer.send(reset);
    await mailer.send(notice);
    const deadline = Date.now() + 5_000;
    while ((await queue.kept()).length === 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await queue.kept()).toEqual([{ ...notice, id: expect.any(String), writtenAt: clock.now() }]);
    expect(await stored()).toHaveLength(1);
  });
});

describe('mail without a server', () => {
  it('is kept for the owner of the installation and nobody else, and never when it is secret', async () => {
    const app = await startApplication({ modules: (folder) => [MailModule.register({ keyFolder: `${folder}/keys`, server: null })], views: [] });
    try {
      const owner = await app.signIn();
      const stranger = await app.signIn();
      const admin = await app.signIn({ role: 'admin' });
      app.app.get(Outbox).openTo((accountId) => Promise.resolve(accountId === owner.principal.accountId));
      const mailer = app.app.get(Mailer);
      expect([await mailer.send(reset), await mailer.send(notice)]).toEqual(['dropped', 'kept']);
      const read = (authorization: string) => app.http.get('/api/v1/outbox').set('Authorization', authorization);
      const { to, subject, text } = notice;
      expect((await read(owner.authorization)).body).toEqual({
        items: [{ id: expect.any(String), to, subject, text, writtenAt: expect.any(String) }],
        next: null,
      });
      expect((await read(stranger.authorization)).body).toEqual({ items: [], next: null });
      expect((await read(admin.authorization)).status).toBe(403);
    } finally {
      await app.close();
    }
  });
});
