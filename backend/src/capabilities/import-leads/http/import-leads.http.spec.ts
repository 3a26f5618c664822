import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import type { ImportRow, PageReceipt, RecordPageRequest, StartImportRequest } from '../../../../../event-schemas/src/http/import-leads';
import { startApplication, type SignedIn, type TestApplication } from '../../../platform/testing/application';
import { EVENT_STORE, type EventStore } from '../../../platform/event-store/event-store';
import { MaintainLeadsModule, maintainLeadsViews } from '../../maintain-leads';
import { ImportLeadsModule } from '../import-leads.module';
import { importLeadsViews } from '../import-leads.views';

let application: TestApplication;
let browser: SignedIn;
let owner: SignedIn;

beforeAll(async () => {
  application = await startApplication({ modules: () => [ImportLeadsModule, MaintainLeadsModule], views: [...importLeadsViews, ...maintainLeadsViews] });
});

beforeEach(async () => {
  browser = await application.signIn({ kind: 'browser' });
  const { workspaceId, accountId } = browser.principal;
  owner = await application.signIn({ workspaceId, accountId });
});

afterAll(() => application.close());

const gestureId = randomUUID();
const starting = (parts: object = {}): StartImportRequest => ({
  mode: 'visible-page',
  requestedCount: 25,
  pageKind: 'people-search',
  pagePath: '/sales/search/people',
  searchId: null,
  extensionVersion: '0.1.0',
  parserVersion: '1.0.0',
  gestureId,
  ...parts,
});
const row = (salesProfileId: string, parts: object = {}): ImportRow => ({
  row: 1,
  fullName: 'Ada Example',
  title: 'Head of Analysis',
  companyName: null,
  companyId: '1815',
  location: 'London',
  degree: '2nd',
  tenureInRole: null,
  tenureInCompany: null,
  salesProfileId,
  salesProfileUrl: `https://www.linkedin.com/sales/lead/${salesProfileId}`,
  publicProfileUrl: null,
  fieldRules: [{ field: 'fullName', rule: 'a.name.1' }],
  ...parts,
});
const pageOf = (rows: readonly ImportRow[], parts: object = {}): RecordPageRequest => ({
  pageNumber: 1,
  sourcePage: 1,
  layout: 'A',
  gestureId,
  seen: rows.length,
  rows,
  refused: [],
  ...parts,
});

const post = (path: string, body: object, as: SignedIn = browser, key: string | null = randomUUID()) => {
  const request = application.http.post(`/api/v1/imports${path}`).set('Authorization', as.authorization);
  return (key === null ? request : request.set('Idempotency-Key', key)).send(body);
};
const get = (path: string, after: string, as: SignedIn = owner) =>
  application.http.get(`/api/v1/imports${path}`).set('Authorization', as.authorization).set('After-Position', after);
const started = async (parts: object = {}): Promise<string> => ((await post('', starting(parts)).expect(201)).body as { id: string }).id;
const positionOf = (response: Response): string => String(response.headers['position']);

describe('POST /api/v1/imports', () => {
  it('starts an import and says where it is', async () => {
    const response = await post('', starting()).expect(201);
    const { id, startedAt, ...view } = response.body;
    expect(view).toEqual({
      status: 'requested',
      mode: 'visible-page',
      requestedCount: 25,
      pageKind: 'people-search',
      pagePath: '/sales/search/people',
      startedBy: browser.principal.accountId,
      browserId: browser.principal.browserId,
      endedAt: null,
      extensionVersion: '0.1.0',
      parserVersion: '1.0.0',
      faultCode: null,
      receipt: { seen: 0, parsed: 0, accepted: 0, merged: 0, unchanged: 0, conflicts: 0, refused: [] },
      pages: [],
    });
    expect(startedAt).toMatch(/Z$/);
    expect(response.headers['location']).toBe(`/api/v1/imports/${String(id)}`);
    expect([response.headers['etag'], positionOf(response)]).toEqual(['"0"', expect.stringMatching(/^\d{20}$/)]);
    await get(`/${String(id)}`, positionOf(response)).expect(200, { id, startedAt, ...view });
  });

  it('starts one import for one key, and refuses the key for another body', async () => {
    const key = randomUUID();
    const first = await post('', starting(), browser, key).expect(201);
    const again = await post('', starting(), browser, key).expect(201);
    expect(again.body).toEqual(first.body);
    const reused = await post('', starting({ requestedCount: 24 }), browser, key).expect(422);
    expect(reused.body.type).toBe('/problems/idempotency-key-reused');
  });

  it('wants an Idempotency-Key from a browser', async () => {
    expect((await post('', starting(), browser, null).expect(400)).body.type).toBe('/problems/idempotency-key-required');
  });

  it.each([
    ['/mode', 'known-mode', { mode: 'everything' }],
    ['/requestedCount', 'integer-in-range', { requestedCount: 2501 }],
    ['/requestedCount', 'integer-in-range', { requestedCount: '25' }],
    ['/pageKind', 'known-page-kind', { pageKind: 'companies' }],
    ['/pagePath', 'page-path', { pagePath: '/sales/search/people?query=Ada' }],
    ['/pagePath', 'page-path', { pagePath: '/in/ada' }],
    ['/pagePath', 'page-path-of-kind', { pagePath: '/sales/lists/people/123' }],
    ['/searchId', 'uuid', { searchId: 'ada' }],
    ['/searchId', 'uuid', { searchId: undefined }],
    ['/parserVersion', 'version-number', { parserVersion: 'latest' }],
    ['/gestureId', 'uuid', { gestureId: null }],
    ['/note', 'unknown-field', { note: 'hello' }],
  ])('refuses %s by the rule %s', async (pointer, code, parts) => {
    const response = await post('', starting(parts)).expect(400);
    expect(response.body.errors).toContainEqual({ pointer, code, message: expect.any(String) as string });
    expect(JSON.stringify(response.body)).not.toContain('Ada');
  });
});

describe('POST /api/v1/imports/{id}/pages', () => {
  it('answers with a receipt and shows the page once the view has it', async () => {
    const id = await started();
    const response = await post(`/${id}/pages`, pageOf([row('one'), row('two'), row('one')], { seen: 4, refused: [{ reason: 'no-name', count: 1 }] })).expect(
      200,
    );
    const counts = {
      seen: 4,
      parsed: 3,
      accepted: 2,
      merged: 0,
      unchanged: 0,
      conflicts: 0,
      refused: [
        { reason: 'no-name', count: 1 },
        { reason: 'duplicate-on-page', count: 1 },
      ],
    };
    expect(response.body).toEqual({ importId: id, pageNumber: 1, status: 'partially-accepted', remaining: 23, ...counts });
    const shown = await get(`/${id}`, positionOf(response)).expect(200);
    expect(shown.body).toMatchObject({ status: 'partially-accepted', receipt: counts, pages: [{ pageNumber: 1, state: 'recorded', ...counts }] });
  });

  it('changes state once when the same page comes five times, in sequence and at once, at two processes', async () => {
    const other = await application.another();
    const id = await started();
    const key = randomUUID();
    const send = (to: TestApplication) =>
      to.http
        .post(`/api/v1/imports/${id}/pages`)
        .set('Authorization', browser.authorization)
        .set('Idempotency-Key', key)
        .send(pageOf([row('one'), row('two')]));
    const answers = await Promise.all([send(application), send(other), send(application), send(other)]);
    answers.push(await send(other));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.map(({ body }) => (body as PageReceipt).accepted)).toEqual([2, 2, 2, 2, 2]);
    const store = application.app.get<EventStore>(EVENT_STORE);
    expect((await store.readStream(`import-${id}`)).map(({ storedType }) => storedType)).toEqual([
      'ImportStarted.v1',
      'ImportPageOpened.v1',
      'ImportPageRecorded.v1',
    ]);
    const reused = await post(`/${id}/pages`, pageOf([row('three')]), browser, key).expect(422);
    expect(reused.body.type).toBe('/problems/idempotency-key-reused');
  });

  it('keeps hostile text as text', async () => {
    const id = await started();
    const fullName = '<script>alert(1)</script> =HYPERLINK("x") \u202e؜ 名前';
    await post(`/${id}/pages`, pageOf([row('hostile', { fullName, title: '{"$ne": null}' })])).expect(200);
  });

  it.each([
    ['/rows/1/fullName', 'plain-text', { fullName: 'x'.repeat(301) }],
    ['/rows/1/fullName', 'plain-text', { fullName: '   ' }],
    ['/rows/1/title', 'plain-text', { title: 'bell\u0007' }],
    ['/rows/1/title', 'plain-text', { title: 'half \ud83d' }],
    ['/rows/1/location', 'plain-text', { location: ['London'] }],
    ['/rows/1/companyId', 'company-id', { companyId: '../1' }],
    ['/rows/1/salesProfileId', 'lead-id', { salesProfileId: 'two,NAME_SEARCH,token' }],
    ['/rows/1/salesProfileUrl', 'lead-url', { salesProfileUrl: 'https://www.linkedin.com/sales/lead/two?_ntb=token' }],
    ['/rows/1/salesProfileUrl', 'lead-url', { salesProfileUrl: 'https://evil.example/sales/lead/two' }],
    ['/rows/1/salesProfileUrl', 'lead-url-of-id', { salesProfileUrl: 'https://www.linkedin.com/sales/lead/other' }],
    ['/rows/1/publicProfileUrl', 'public-profile-url', { publicProfileUrl: 'javascript:alert(1)' }],
    ['/rows/1/fieldRules', 'field-rules', { fieldRules: [{ field: 'photo', rule: 'a.1' }] }],
    ['/rows/1/fieldRules', 'field-rules', { fieldRules: [{ field: 'title', rule: 'A Person' }] }],
    ['/rows/1/email', 'unknown-field', { email: 'ada@example.com' }],
    ['/rows/1/tenureInRole', 'plain-text', { tenureInRole: undefined }],
  ])('refuses %s by the rule %s and stores nothing', async (pointer, code, parts) => {
    const id = await started();
    const response = await post(`/${id}/pages`, pageOf([row('one'), row('two', parts)])).expect(400);
    expect(response.body.errors).toContainEqual({ pointer, code, message: expect.any(String) as string });
    expect((await application.app.get<EventStore>(EVENT_STORE).readStream(`import-${id}`)).length).toBe(1);
  });

  it('refuses what is too large', async () => {
    const id = await started();
    const rows = Array.from({ length: 101 }, (_, index) => row(`r${String(index)}`));
    expect((await post(`/${id}/pages`, pageOf(rows)).expect(400)).body.errors).toContainEqual(
      expect.objectContaining({ pointer: '/rows', code: 'array-max-size' }),
    );
    await post(`/${id}/pages`, pageOf([row('one', { title: 'x'.repeat(1_100_000) })])).expect(413);
    await post(`/${id}/pages`, pageOf([null as unknown as ImportRow])).expect(400);
    await post(`/${id}/pages`, pageOf('rows' as unknown as ImportRow[])).expect(400);
  });

  it.each([
    ['gesture-does-not-match', 422, { gestureId: randomUUID() }],
    ['seen-does-not-add-up', 422, { seen: 7 }],
  ])('answers %s', async (type, status, parts) => {
    const id = await started();
    expect((await post(`/${id}/pages`, pageOf([row('one')], parts)).expect(status)).body.type).toBe(`/problems/${type}`);
  });

  it('records a page number once', async () => {
    const id = await started();
    await post(`/${id}/pages`, pageOf([row('one')])).expect(200);
    expect((await post(`/${id}/pages`, pageOf([row('two')])).expect(409)).body.type).toBe('/problems/page-already-recorded');
  });

  it('does not exist for a foreign workspace', async () => {
    const id = await started();
    const stranger = await application.signIn({ kind: 'browser' });
    for (const path of [id, randomUUID(), 'nothing']) await post(`/${path}/pages`, pageOf([row('one')]), stranger).expect(404);
    await post(`/${id}/cancel`, {}, stranger).expect(404);
    await application.http.get(`/api/v1/imports/${id}`).set('Authorization', stranger.authorization).expect(404);
  });
});

describe('the end of an import', () => {
  it('is told with its receipt, and told again for the same request', async () => {
    const id = await started();
    await post(`/${id}/pages`, pageOf([row('one')])).expect(200);
    const key = randomUUID();
    const first = await post(`/${id}/finish`, { outcome: 'completed', faultCode: null }, browser, key).expect(200);
    expect(first.body).toMatchObject({ id, status: 'completed', pagePath: '/sales/search/people', receipt: { accepted: 1 } });
    expect((await post(`/${id}/finish`, { outcome: 'completed', faultCode: null }, browser, key).expect(200)).body).toEqual(first.body);
    expect((await post(`/${id}/pages`, pageOf([row('two')], { pageNumber: 2 })).expect(409)).body.type).toBe('/problems/import-already-finished');
    await post(`/${id}/cancel`, {}, owner, null).expect(409);
  });

  it('carries the fault when the extension gave up, and only then', async () => {
    const id = await started();
    for (const body of [
      { outcome: 'failed', faultCode: null },
      { outcome: 'completed', faultCode: 'low-yield' },
    ]) {
      expect((await post(`/${id}/finish`, body).expect(400)).body.errors).toContainEqual(expect.objectContaining({ pointer: '/faultCode' }));
    }
    expect((await post(`/${id}/finish`, { outcome: 'failed', faultCode: 'low-yield' }).expect(200)).body).toMatchObject({
      status: 'failed',
      faultCode: 'low-yield',
    });
  });

  it('comes from the dashboard without a body or a key', async () => {
    const id = await started();
    await post(`/${id}/cancel`, { reason: 'x' }, owner, null).expect(400);
    const cancelled = await application.http.post(`/api/v1/imports/${id}/cancel`).set('Authorization', owner.authorization).expect(200);
    expect(cancelled.body).toMatchObject({ status: 'cancelled' });
  });
});

describe('GET /api/v1/imports', () => {
  it('lists imports newest first, a page at a time', async () => {
    const ids = [await started(), await started()];
    const last = await post('', starting()).expect(201);
    ids.push((last.body as { id: string }).id);
    const first = await get('?limit=2', positionOf(last)).expect(200);
    const second = await get(`?limit=2&cursor=${String(first.body.next)}`, positionOf(last)).expect(200);
    const listed = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id);
    expect([[...listed].sort(), listed.length, second.body.next]).toEqual([[...ids].sort(), 3, null]);
    expect((await get('?limit=0', positionOf(last)).expect(400)).body.errors[0].pointer).toBe('/limit');
    await get('?cursor=x', positionOf(last)).expect(400);
  });
});
