import fc from 'fast-check';
import request from 'supertest';
import { randomUUID } from 'node:crypto';
import { RouteTable } from '../platform/http/route-table';
import { startApplication, type SignedIn, type TestApplication } from '../platform/testing/application';
import { capabilityModules, views } from './capabilities';

const BODIES = 2_000;
const HOSTILE: readonly unknown[] = [
  '\u0000',
  '\ud800',
  '../../etc/passwd',
  "'; drop table",
  '<img src=x onerror=alert(1)>',
  { $gt: '' },
  { $where: '1' },
  1e308,
  -0,
  '',
];

const id = '11111111-1111-4111-8111-111111111111';
const row = {
  row: 1,
  fullName: 'Zyxwka',
  title: null,
  companyName: null,
  companyId: null,
  location: null,
  degree: null,
  tenureInRole: null,
  tenureInCompany: null,
  salesProfileId: 'ACwAA1',
  salesProfileUrl: 'https://www.linkedin.com/sales/lead/ACwAA1',
  publicProfileUrl: null,
  fieldRules: [{ field: 'fullName', rule: 'a.name.1' }],
};
/** One good body each, to be spoiled: what is nearly right comes furthest. */
const GOOD: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  '/api/v1/set-up': { token: 'x', email: 'a@example.com', password: 'correct horse battery', displayName: 'A', workspaceName: 'W' },
  '/api/v1/sessions': { email: 'a@example.com', password: 'x' },
  '/api/v1/pairings': { state: 'A'.repeat(43) },
  '/api/v1/pairings/claims': { state: 'A'.repeat(43), code: '2222-2222', browserName: 'B', extensionVersion: '1.0.0' },
  '/api/v1/browsers/refresh': { refreshToken: `${id}.0.${'A'.repeat(43)}` },
  '/api/v1/imports': {
    mode: 'visible-page',
    requestedCount: 25,
    pageKind: 'people-search',
    pagePath: '/sales/search/people',
    searchId: null,
    extensionVersion: '1.0.0',
    parserVersion: '1.0.0',
    gestureId: id,
  },
  '/api/v1/imports/:id/pages': { pageNumber: 1, sourcePage: 1, layout: 'A', gestureId: id, seen: 1, rows: [row], refused: [{ reason: 'no-name', count: 1 }] },
  '/api/v1/imports/:id/finish': { outcome: 'failed', faultCode: 'low-yield' },
};

const anything = fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary', maxLength: 600 }));

/** The same body with one place, at any depth, replaced, removed or added. */
const spoiled = (good: Readonly<Record<string, unknown>>) =>
  fc
    .record({ place: fc.nat(), value: anything, act: fc.constantFrom('replace', 'remove', 'add'), name: fc.string({ maxLength: 12 }) })
    .map(({ place, value, act, name }) => {
      const body = structuredClone(good) as Record<string, unknown>;
      const places = placesOf(body);
      const { holder, key } = places[place % places.length] ?? { holder: body, key: 'x' };
      if (act === 'remove') Reflect.deleteProperty(holder, key);
      // A list takes no names: its length cannot be defined anew, and a number would make it as long.
      else if (act === 'add') Object.defineProperty(Array.isArray(holder) ? body : holder, name, { value, enumerable: true, configurable: true });
      else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true });
      return body;
    });

function placesOf(value: unknown): { readonly holder: Record<string, unknown>; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesOf(holder[key])]);
}

describe('every route that takes a body', () => {
  let app: TestApplication;
  let owner: SignedIn;
  beforeAll(async () => {
    app = await startApplication({ modules: (dataFolder) => capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 4 }), views });
    owner = await app.signIn();
  });
  afterAll(() => app.close());

  it('answers generated bodies with a problem or a result, never with a fault', async () => {
    const routes = app.app
      .get(RouteTable)
      .routes()
      .filter(({ method, path }) => method === 'POST' && path in GOOD)
      .map(({ path }) => path);
    expect(routes.sort()).toEqual(Object.keys(GOOD).sort());
    const counts = new Map<number, number>();
    const call = fc
      .constantFrom(...routes)
      .chain((path) => fc.tuple(fc.constant(path), fc.oneof({ weight: 4, arbitrary: spoiled(GOOD[path] ?? {}) }, anything)));
    await fc.assert(
      fc.asyncProperty(call, async ([path, body]) => {
        const answer = await request(app.server)
          .post(path.replace(':id', id))
          .set({ Authorization: owner.authorization, 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() })
          .send(JSON.stringify(body));
        counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
        if (answer.status >= 500) throw new Error(`${path} answered ${String(answer.status)} to ${JSON.stringify(body)}`);
        if (answer.status >= 400)
          expect(answer.body).toMatchObject({ type: expect.stringMatching(/^\/problems\//), status: answer.status, detail: expect.any(String) });
      }),
      { numRuns: BODIES },
    );
    expect(counts.get(400) ?? 0).toBeGreaterThan(BODIES / 4);
  }, 360_000);
});
