/** Bodies of which one place is spoiled, against every operation that takes one: a problem or a result, never a fault, and a refusal leaves no event. */
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { EVENT_STORE, type EventStore } from '../../platform/event-store/event-store';
import { startAttacked, type Attacked, type Call } from './attacked';
import type { Operation } from './operations';

const BODIES = 2_000;
/** Values that have broken somebody's server before. */
const HOSTILE: readonly unknown[] = [
  null,
  true,
  -1,
  -0,
  1e308,
  Number.MAX_SAFE_INTEGER + 2,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e',
  '=1+1',
  '<img src=x onerror=alert(1)>',
  '../../etc/passwd',
  '%00',
  '{{7*7}}',
  "' OR 1=1 --",
  { $gt: '' },
  { $where: 'sleep(1)' },
  ['__proto__'],
  [[[[[[]]]]]],
];

const anything = fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary', maxLength: 600 }));

/** The same body with one place, at any depth, replaced, removed or added. */
const spoiled = (good: Record<string, unknown>) =>
  fc
    .record({ place: fc.nat(), value: anything, act: fc.constantFrom('replace', 'remove', 'add'), name: fc.string({ maxLength: 12 }) })
    .map(({ place, value, act, name }) => {
      const body = structuredClone(good);
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

describe('every operation that takes a body', () => {
  let attacked: Attacked;
  beforeAll(async () => {
    attacked = await startAttacked();
  });
  afterAll(() => attacked.close());

  const post = (pattern: string): Operation => {
    const found = attacked.operations.find((operation) => operation.method === 'post' && operation.pattern === pattern);
    if (found === undefined) throw new Error(`The API has no ${pattern} any more`);
    return found;
  };
  const once = (): Pick<Call, 'headers'> => ({ headers: { 'Idempotency-Key': randomUUID() } });
  async function startImport(gestureId: unknown): Promise<string> {
    const start = post('/api/v1/imports');
    const answer = await attacked.permitted(start, { ...once(), body: { ...start.body(), gestureId } });
    expect(answer.status).toBe(201);
    return String(answer.body.id);
  }

  it(`answers ${String(BODIES)} spoiled bodies with a problem or a result, never with a fault, and keeps nothing of what it refuses`, async () => {
    const events = attacked.app.app.get<EventStore>(EVENT_STORE);
    const operations = attacked.operations.filter(({ body }) => body() !== undefined);
    const page = post('/api/v1/imports/{id}/pages');
    const [imported, finished] = [await startImport(page.body()?.['gestureId']), await startImport(randomUUID())];
    const path = ({ pattern, path: withSomeId }: Operation): string => {
      if (!pattern.startsWith('/api/v1/imports/')) return withSomeId;
      return pattern.replace('{id}', pattern.endsWith('/pages') ? imported : finished);
    };
    // Nearly right comes furthest, so what is spoiled has to be right.
    expect((await attacked.permitted(page, { ...once(), path: path(page), body: { ...page.body(), pageNumber: 2 } })).status).toBe(200);
    const counts = new Map<string, number>();
    const call = fc
      .constantFrom(...operations)
      .chain((operation) => fc.tuple(fc.constant(operation), fc.oneof({ weight: 4, arbitrary: spoiled(operation.body() ?? {}) }, anything)));
    await fc.assert(
      fc.asyncProperty(call, async ([operation, body]) => {
        const before = await events.lastPosition();
        const answer = await attacked.permitted(operation, { ...once(), path: path(operation), body: JSON.stringify(body) });
        const kind = `${operation.method} ${operation.pattern} ${answer.status < 400 ? 'taken' : 'refused'}`;
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
        if (answer.status >= 400) expect(await events.lastPosition()).toBe(before);
      }),
      { numRuns: BODIES },
    );
    expect(operations.filter(({ method, pattern }) => (counts.get(`${method} ${pattern} refused`) ?? 0) < 5).map(({ pattern }) => pattern)).toEqual([]);
  }, 360_000);
});
