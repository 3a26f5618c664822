import { CommandBus } from '@nestjs/cqrs';
import type { Db } from 'mongodb';
import { randomUUID } from 'node:crypto';
import type { AuditAccessEvent } from '../../../../../event-schemas/src/audit-access/events';
import { MASKED, type LeadView } from '../../../../../event-schemas/src/http/maintain-leads';
import type { Recorded } from '../../../../../event-schemas/src/envelope/metadata';
import { EVENT_STORE, type EventStore, type StoredEvent } from '../../../platform/event-store/event-store';
import { EventOpener } from '../../../platform/sealing/event-opener';
import { VAULT_DB } from '../../../platform/sealing/vault';
import { startApplication, type SignedIn, type TestApplication } from '../../../platform/testing/application';
import { contextForTests } from '../../../platform/testing/metadata';
import { MaintainLeadsModule, maintainLeadsViews, NameLeadsCommand, RecordLeadsCommand } from '../../maintain-leads';
import { ProveHistoryModule } from '..';

let application: TestApplication;
let owner: SignedIn;
let auditor: SignedIn;
let leadId = '';

const profile = {
  ...{ fullName: 'Ada Example', title: 'Analyst', companyName: 'Engines Ltd', companyId: null, location: null, degree: null },
  ...{ tenureInRole: null, tenureInCompany: null, salesProfileId: 'AdaExample', salesProfileUrl: 'https://www.linkedin.com/sales/lead/AdaExample' },
  publicProfileUrl: null,
};

beforeAll(async () => {
  application = await startApplication({ modules: () => [MaintainLeadsModule, ProveHistoryModule], views: [...maintainLeadsViews] });
});
afterAll(() => application.close());

beforeEach(async () => {
  owner = await application.signIn();
  const { workspaceId } = owner.principal;
  auditor = await application.signIn({ workspaceId, role: 'auditor' });
  const commands = application.app.get(CommandBus);
  const [name] = await commands.execute(new NameLeadsCommand(workspaceId, [profile]));
  if (name === undefined) throw new Error('the person has a name');
  leadId = name.leadId;
  const context = { ...contextForTests({ commandId: randomUUID(), occurredAt: '2026-01-05T09:00:00.000Z' }), workspaceId };
  const page = { importId: randomUUID(), pageNumber: 1, layout: 'A', parserVersion: '1.0.0' } as const;
  await commands.execute(new RecordLeadsCommand(context, page, [{ ...name, profile, fieldRules: [] }]));
});

const lastPosition = (): Promise<string> => application.app.get<EventStore>(EVENT_STORE).lastPosition();
const seenBy = async (as: SignedIn, id = leadId) =>
  application.http
    .get(`/api/v1/leads/${id}`)
    .set('Authorization', as.authorization)
    .set('After-Position', await lastPosition());
const unmask = (as: SignedIn, body: object, id = leadId, key: string = randomUUID()) =>
  application.http.post(`/api/v1/leads/${id}/unmaskings`).set('Authorization', as.authorization).set('Idempotency-Key', key).send(body);

/** Every look of the auditor, as the log holds it. */
async function looks(): Promise<readonly Recorded<AuditAccessEvent>[]> {
  const stored: StoredEvent[] = [];
  const { app } = application;
  const stop = new AbortController();
  await app.get<EventStore>(EVENT_STORE).follow({
    after: null,
    maxBatch: 500,
    signal: stop.signal,
    batch: (events) => Promise.resolve(void stored.push(...events.filter(({ storedType }) => storedType === 'LeadUnmasked.v1'))),
    caughtUp: () => stop.abort(),
  });
  const opened = await app.get(EventOpener).open<AuditAccessEvent>(stored, 'opened');
  return opened.filter(({ clear }) => clear.accountId === auditor.principal.accountId);
}

const reason = 'The person asked which data we hold.';

describe('POST /api/v1/leads/{id}/unmaskings', () => {
  it('shows an auditor the whole lead, and the log says who looked and why', async () => {
    const whole = (await seenBy(owner)).body as LeadView;
    expect(((await seenBy(auditor)).body as LeadView).fullName).toBe(MASKED);
    const { status, body, headers } = await unmask(auditor, { reason });
    expect([status, body, headers['cache-control']]).toEqual([200, whole, 'no-store']);
    const [look, ...others] = await looks();
    expect([look?.clear, look?.personal, look?.metadata.workspaceId, look?.position, others]).toEqual([
      { leadId, accountId: auditor.principal.accountId },
      { account: { reason } },
      owner.principal.workspaceId,
      headers['position'],
      [],
    ]);
    expect(((await seenBy(auditor)).body as LeadView).fullName).toBe(MASKED);
  });

  it('counts a repeated request as one look, also when its answer was lost with the process', async () => {
    await seenBy(auditor);
    const key = randomUUID();
    const statuses = [(await unmask(auditor, { reason }, leadId, key)).status, (await unmask(auditor, { reason }, leadId, key)).status];
    await application.app
      .get<Db>(VAULT_DB)
      .collection('idempotency_records')
      .updateMany({}, { $unset: { answer: '' } });
    statuses.push((await unmask(auditor, { reason }, leadId, key)).status);
    expect([statuses, (await looks()).length]).toEqual([[200, 200, 200], 1]);
  });

  it('wants a reason of ten characters or more', async () => {
    for (const body of [{}, { reason: 'too short' }, { reason: ' '.repeat(20) }, { reason: 'x'.repeat(501) }, { reason: `${reason}\u0000` }])
      expect((await unmask(auditor, body)).status).toBe(400);
    expect(await looks()).toEqual([]);
  });

  it('is for auditors, and for leads of their own workspace', async () => {
    await seenBy(auditor);
    const stranger = await application.signIn({ role: 'auditor' });
    expect([
      (await unmask(owner, { reason })).status,
      (await unmask(stranger, { reason })).status,
      (await unmask(auditor, { reason }, randomUUID())).status,
      (await unmask(auditor, { reason }, 'nothing')).status,
    ]).toEqual([403, 404, 404, 404]);
    expect(await looks()).toEqual([]);
  });
});
