import { CommandBus } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import { MASKED, type FieldValue, type LeadRow, type LeadView } from '../../../../../event-schemas/src/http/maintain-leads';
import { EVENT_STORE, type EventStore } from '../../../platform/event-store/event-store';
import { startApplication, type SignedIn, type TestApplication } from '../../../platform/testing/application';
import { contextForTests } from '../../../platform/testing/metadata';
import { NameLeadsCommand, RecordLeadsCommand, MaintainLeadsModule, maintainLeadsViews } from '..';

let application: TestApplication;
let owner: SignedIn;

beforeAll(async () => {
  application = await startApplication({ modules: () => [MaintainLeadsModule], views: [...maintainLeadsViews] });
});

beforeEach(async () => {
  owner = await application.signIn();
});

afterAll(() => application.close());

interface Person {
  readonly name: string;
  readonly company?: string;
  readonly title?: string;
  readonly at?: string;
}

/** Records people as one page of an import would; answers with their ids. */
async function see(people: readonly Person[], importId: string = randomUUID()): Promise<readonly string[]> {
  const commands = application.app.get(CommandBus);
  const { workspaceId } = owner.principal;
  const rows = people.map(({ name, company, title }) => {
    const salesProfileId = name.replace(/\P{L}/gu, '');
    const nothing = { companyId: null, location: null, degree: null, tenureInRole: null, tenureInCompany: null, publicProfileUrl: null };
    const salesProfileUrl = `https://www.linkedin.com/sales/lead/${salesProfileId}`;
    return { ...nothing, fullName: name, title: title ?? null, companyName: company ?? null, salesProfileId, salesProfileUrl };
  });
  const named = await commands.execute(new NameLeadsCommand(workspaceId, rows));
  for (const [index, profile] of rows.entries()) {
    const name = named[index];
    if (name === undefined) throw new Error('every person has a name');
    const context = { ...contextForTests({ commandId: randomUUID(), occurredAt: people[index]?.at ?? '2026-01-05T09:00:00.000Z' }), workspaceId };
    const fieldRules = [{ field: 'fullName', rule: 'a.name.1' }];
    await commands.execute(
      new RecordLeadsCommand(context, { importId, pageNumber: 1, layout: 'A', parserVersion: '1.0.0' }, [{ ...name, profile, fieldRules }]),
    );
  }
  return named.map(({ leadId }) => leadId);
}

const get = async (path: string, as: SignedIn = owner) =>
  application.http
    .get(`/api/v1/leads${path}`)
    .set('Authorization', as.authorization)
    .set('After-Position', await application.app.get<EventStore>(EVENT_STORE).lastPosition());
const names = async (path: string): Promise<readonly string[]> => ((await get(path)).body as { items: LeadRow[] }).items.map(({ fullName }) => fullName);

describe('GET /api/v1/leads', () => {
  it('lists the newest sighting first, with what the table shows', async () => {
    const [id] = await see([{ name: 'Ada Example', company: 'Engines Ltd', title: 'Analyst' }]);
    await see([{ name: 'Later Person', at: '2026-02-01T00:00:00.000Z' }]);
    const { body } = await get('');
    expect((body as { items: LeadRow[] }).items[1]).toEqual({
      id,
      fullName: 'Ada Example',
      title: 'Analyst',
      companyName: 'Engines Ltd',
      location: null,
      salesProfileUrl: 'https://www.linkedin.com/sales/lead/AdaExample',
      firstSeenAt: '2026-01-05T09:00:00.000Z',
      lastSeenAt: '2026-01-05T09:00:00.000Z',
      timesSeen: 1,
      needsReview: false,
    });
    expect(await names('')).toEqual(['Later Person', 'Ada Example']);
  });

  it('finds every word, whatever its case, accents or punctuation', async () => {
    await see([
      { name: 'Zoë Ñandú', company: 'C++ (Europe) & Co' },
      { name: 'Zoe Other', company: 'Plain' },
    ]);
    expect(await names('?q=ZOE%20nandu&sort=fullName')).toEqual(['Zoë Ñandú']);
    expect(await names(`?q=${encodeURIComponent('c++ (eur')}`)).toEqual(['Zoë Ñandú']);
    expect(await names('?q=.*')).toEqual([]);
    expect(await names('?q=zo&sort=fullName')).toEqual(['Zoë Ñandú', 'Zoe Other']);
  });

  it.each([
    ['fullName', ['a', 'B', 'c', 'd', 'É']],
    ['-fullName', ['É', 'd', 'c', 'B', 'a']],
    ['companyName', ['d', 'a', 'B', 'c', 'É']],
    ['-companyName', ['É', 'c', 'B', 'a', 'd']],
    ['lastSeenAt', ['a', 'B', 'c', 'd', 'É']],
    ['-lastSeenAt', ['É', 'd', 'c', 'B', 'a']],
  ])('walks through all leads by %s, two at a time', async (sort, expected) => {
    await see(
      [{ name: 'a', company: 'one' }, { name: 'B', company: 'Two' }, { name: 'c', company: 'two b' }, { name: 'd' }, { name: 'É', company: 'Zürich' }].map(
        (person, index) => ({ ...person, at: `2026-01-0${String(index + 1)}T00:00:00.000Z` }),
      ),
    );
    const walked: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(`?limit=2&sort=${sort}${cursor}`);
      walked.push(...(body.items as LeadRow[]).map(({ fullName }) => fullName));
      cursor = body.next === null ? '' : `&cursor=${String(body.next)}`;
    } while (cursor !== '');
    expect(walked).toEqual(expected);
  });

  it('shows the leads of one import', async () => {
    const importId = randomUUID();
    await see([{ name: 'Ada Example' }, { name: 'Only Here' }], importId);
    await see([{ name: 'Ada Example', title: 'Chief' }, { name: 'Elsewhere' }]);
    expect(await names(`?importId=${importId}&sort=fullName`)).toEqual(['Ada Example', 'Only Here']);
  });

  it('shows nothing of another workspace, and refuses what it does not know', async () => {
    const [id] = await see([{ name: 'Ada Example' }]);
    const stranger = await application.signIn();
    expect((await get('', stranger)).body).toEqual({ items: [], next: null });
    expect((await get(`/${String(id)}`, stranger)).status).toBe(404);
    expect((await get(`/${String(id)}`, await application.signIn({ ...owner.principal, kind: 'browser', browserId: randomUUID() }))).status).toBe(403);
    for (const query of ['?sort=email', '?limit=201', '?cursor=e30', '?importId=x', `?q=${'x'.repeat(201)}`, '?colour=red'])
      expect((await get(query)).status).toBe(400);
  });

  it('refuses a cursor of another order', async () => {
    await see([{ name: 'a' }, { name: 'b' }]);
    const { body } = await get('?limit=1&sort=fullName');
    const other = await get(`?limit=1&sort=companyName&cursor=${String(body.next)}`);
    expect([other.status, other.body.errors[0].pointer]).toEqual([400, '?cursor']);
  });

  it('refuses a position from the future', async () => {
    const response = await application.http.get('/api/v1/leads').set('Authorization', owner.authorization).set('After-Position', '9'.repeat(20));
    expect([response.status, response.body.type]).toEqual([400, '/problems/position-from-the-future']);
  });
});

describe('GET /api/v1/leads/{id}', () => {
  it('tells for every value where it comes from, and keeps the older ones', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const [id] = await see([{ name: 'Ada Example', title: 'Analyst' }], first);
    await see([{ name: 'Ada Example', title: 'Chief Analyst', at: '2026-02-01T00:00:00.000Z' }], second);
    const lead = (await get(`/${String(id)}`)).body as LeadView;
    const title = lead.fields.find(({ field }) => field === 'title');
    expect([title?.current.value, title?.current.provenance.importId, title?.older.map(({ value, provenance }) => [value, provenance.importId])]).toEqual([
      'Chief Analyst',
      second,
      [['Analyst', first]],
    ]);
    expect(lead.fields.find(({ field }) => field === 'fullName')?.current.provenance).toMatchObject({ importId: first, rule: 'a.name.1', layout: 'A' });
    expect(lead.history.map(({ type, changed }) => [type, changed])).toEqual([
      ['LeadSeenAgain', ['title']],
      ['LeadRecorded', []],
    ]);
    expect([lead.timesSeen, lead.lastSeenAt]).toEqual([2, '2026-02-01T00:00:00.000Z']);
  });

  it('does not know ids that are none', async () => {
    expect((await get('/nothing')).status).toBe(404);
  });
});

describe('an auditor', () => {
  const person = { name: 'Ada Example', company: 'Engines Ltd', title: 'Analyst' };
  const auditor = () => application.signIn({ workspaceId: owner.principal.workspaceId, role: 'auditor' });

  it('sees when and how often leads were seen, and no personal value', async () => {
    const [id] = await see([person]);
    const { body } = await get('', await auditor());
    const row: LeadRow = {
      id: String(id),
      fullName: MASKED,
      title: MASKED,
      companyName: MASKED,
      location: MASKED,
      salesProfileUrl: MASKED,
      firstSeenAt: '2026-01-05T09:00:00.000Z',
      lastSeenAt: '2026-01-05T09:00:00.000Z',
      timesSeen: 1,
      needsReview: false,
      masked: true,
    };
    expect(body).toEqual({ items: [row], next: null });
  });

  it('sees of one lead where every value came from, and no value, old or new', async () => {
    const [id] = await see([person]);
    await see([{ ...person, title: 'Chief Analyst', at: '2026-02-01T00:00:00.000Z' }]);
    const whole = (await get(`/${String(id)}`)).body as LeadView;
    const hidden = ({ provenance }: FieldValue): FieldValue => ({ value: MASKED, provenance });
    const fields = whole.fields.map((field) => ({ ...field, current: hidden(field.current), older: field.older.map(hidden) }));
    expect((await get(`/${String(id)}`, await auditor())).body).toEqual({ ...whole, fullName: MASKED, masked: true, fields });
  });

  it.each(['?q=ada', '?sort=fullName', '?sort=-fullName', '?sort=companyName', '?sort=-companyName'])(
    'is not told %s, which would give values away',
    async (query) => {
      await see([person]);
      const { status, body } = await get(query, await auditor());
      expect([status, body.type]).toEqual([403, '/problems/personal-fields-masked']);
    },
  );

  it('still walks through the leads of an import by time', async () => {
    const importId = randomUUID();
    const ids = await see([{ name: 'a' }, { name: 'b', at: '2026-02-01T00:00:00.000Z' }], importId);
    const as = await auditor();
    const { body } = await get(`?importId=${importId}&sort=lastSeenAt&limit=1`, as);
    const rest = await get(`?importId=${importId}&sort=lastSeenAt&limit=1&cursor=${String(body.next)}`, as);
    expect([...(body.items as LeadRow[]), ...(rest.body.items as LeadRow[])].map((row) => row.id)).toEqual(ids);
  });
});
