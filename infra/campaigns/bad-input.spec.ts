/** Two thousand generated bodies against every route that takes one: always a problem that names the rule, never a 5xx, nothing stored. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Problem } from '../../event-schemas/src/http/problem';
import { importRequest, pageRequest, startImport, type OpenImport } from '../e2e/client/importer';
import { personRows, range } from '../e2e/client/people';
import { allImports, allLeads } from '../e2e/client/reader';
import { call } from '../e2e/client/rest';
import { throwAwayInstallation, type ThrowAway } from '../e2e/client/throw-away';
import { freshChance } from './seeded';

const BODIES = 2_000;
const AT_ONCE = 8;

/** Values that have broken somebody's server before. */
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    '',
    ' ',
    '\u0000',
    '\u202e',
    '=1+1',
    '<script>alert(1)</script>',
    '../../etc/passwd',
    '%00',
    '{{7*7}}',
    "' OR 1=1 --",
  ),
  fc.constantFrom<unknown>({ $ne: null }, { $gt: '' }, { $where: 'sleep(1)' }, ['__proto__'], { constructor: { prototype: { polluted: true } } }, [[[[[[]]]]]]),
  fc.string({ maxLength: 50, unit: 'binary' }),
  fc.string({ minLength: 5_000, maxLength: 12_000 }),
  fc.jsonValue({ maxDepth: 3 }),
);

type Body = Record<string, unknown>;

/** A valid body in which one to three fields, at any depth, are replaced, removed or added. */
const broken = (valid: Body): fc.Arbitrary<unknown> =>
  fc.array(fc.record({ at: fc.nat(), how: fc.constantFrom('replace', 'remove', 'add'), value: hostile }), { minLength: 1, maxLength: 3 }).map((changes) => {
    const body = structuredClone(valid);
    for (const { at, how, value } of changes) {
      const places = placesIn(body);
      const [holder, key] = places[at % places.length] ?? [body, 'x'];
      if (how === 'remove') Reflect.deleteProperty(holder, key);
      else
        Object.defineProperty(holder, how === 'add' ? `${key}x` : key, { value: structuredClone(value), enumerable: true, configurable: true, writable: true });
    }
    return body;
  });

function placesIn(value: unknown): [Body, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Body;
  return Object.keys(holder).flatMap((key) => [[holder, key] as [Body, string], ...placesIn(holder[key])]);
}

const state = 'A'.repeat(43);
const routes = (open: OpenImport): readonly { readonly path: string; readonly valid: Body }[] => [
  { path: '/api/v1/imports', valid: { ...importRequest(0, randomUUID()) } },
  { path: `/api/v1/imports/${open.id}/pages`, valid: { ...pageRequest(0, open.gestureId, personRows(range(1, 3))) } },
  { path: `/api/v1/imports/${open.id}/finish`, valid: { outcome: 'failed', faultCode: 'Not A Code' } },
  { path: '/api/v1/sessions', valid: { email: 'nobody', password: 'x' } },
  { path: '/api/v1/set-up', valid: { token: 'no', email: 'nobody', password: 'short', displayName: '', workspaceName: '' } },
  { path: '/api/v1/pairings', valid: { state: 'short' } },
  { path: '/api/v1/pairings/claims', valid: { state, code: 'AAAA-AAAA', browserName: '', extensionVersion: 'x' } },
  { path: '/api/v1/browsers/refresh', valid: { refreshToken: '' } },
];

const rawBodies: readonly (readonly [string, string, number])[] = [
  ['not JSON', '{"mode":', 400],
  ['a list', '[]', 400],
  ['a text', '"x"', 400],
  ['prototype pollution', '{"__proto__":{"polluted":true}}', 400],
  ['depth', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, 400],
  ['size', JSON.stringify({ filler: 'x'.repeat(2 * 1024 * 1024) }), 413],
];

describe('bad input', () => {
  let installation: ThrowAway;
  let open: OpenImport;
  const token = (): string => installation.browser.accessToken;

  beforeAll(async () => {
    installation = await throwAwayInstallation('bad-input');
    open = await startImport(installation.origin, token(), 25);
  }, 360_000);
  afterAll(() => installation.remove());

  it(`answers ${String(BODIES)} broken bodies with a problem and stores nothing`, async () => {
    const { seed } = freshChance('bad-input');
    const cases = routes(open).flatMap(({ path, valid }) =>
      fc.sample(broken(valid), { numRuns: BODIES / routes(open).length, seed }).map((body) => ({ path, body })),
    );
    expect(cases).toHaveLength(BODIES);
    const wrong: unknown[] = [];
    const judge = async ({ path, body }: (typeof cases)[number]): Promise<void> => {
      const answer = await call<Problem>(installation.origin, 'POST', path, {
        token: path.includes('/imports') ? token() : installation.owner.accessToken,
        body,
        idempotencyKey: randomUUID(),
      });
      const isProblem =
        answer.headers['content-type']?.startsWith('application/problem+json') === true && answer.body.status === answer.status && answer.body.title !== '';
      if (answer.status < 400 || answer.status >= 500 || !isProblem) wrong.push({ path, body, status: answer.status, answer: answer.body });
      else if (answer.status === 400 && (answer.body.errors ?? []).some(({ code, message }) => code === '' || message === ''))
        wrong.push({ path, body, answer: answer.body });
    };
    for (let first = 0; first < cases.length; first += AT_ONCE) await Promise.all(cases.slice(first, first + AT_ONCE).map(judge));
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(await allLeads(installation.origin, installation.owner.accessToken)).toEqual([]);
    expect((await allImports(installation.origin, installation.owner.accessToken)).map(({ id, receipt }) => ({ id, seen: receipt.seen }))).toEqual([
      { id: open.id, seen: 0 },
    ]);
  }, 900_000);

  it.each(rawBodies)('refuses %s', async (_name, body, status) => {
    const answer = await call<Problem>(installation.origin, 'POST', '/api/v1/imports', { token: token(), body, idempotencyKey: randomUUID() });
    expect({ status: answer.status, type: answer.headers['content-type']?.split(';')[0] }).toEqual({ status, type: 'application/problem+json' });
  });

  it('is as well as before', async () => {
    const answer = await call<{ status: string }>(installation.origin, 'GET', '/health/ready');
    expect(answer.status).toBe(200);
  });
});
