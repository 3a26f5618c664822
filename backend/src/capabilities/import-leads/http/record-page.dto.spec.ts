import fc from 'fast-check';
import { inOnePass } from '../../../platform/http/one-pass';
import { validationPipe } from '../../../platform/http/validation';
import { ImportRowDto, RecordPageDto } from './import-leads.dto';

const row = (name: string): object => ({
  fieldRules: [{ field: 'fullName', rule: 'a.name.1' }],
  fullName: `Person ${name}`,
  row: 1,
  title: null,
  companyName: 'Northwind Optics',
  companyId: '1001',
  location: null,
  degree: '2nd',
  tenureInRole: null,
  tenureInCompany: '2 years',
  salesProfileId: name,
  salesProfileUrl: `https://www.linkedin.com/sales/lead/${name}`,
  publicProfileUrl: 'https://www.linkedin.com/in/somebody',
});
const page = (): Record<string, unknown> => ({
  pageNumber: 1,
  sourcePage: 1,
  layout: 'A',
  gestureId: '11111111-1111-4111-8111-111111111111',
  seen: 3,
  rows: [row('one'), row('two')],
  refused: [{ reason: 'no-name', count: 1 }],
});

/** A class that is not accepted in one pass: the long way alone. */
class LongWay extends RecordPageDto {}

const theLongWay = (body: unknown): Promise<unknown> =>
  validationPipe()
    .transform(structuredClone(body), { type: 'body', metatype: LongWay })
    .catch(() => undefined);

function places(value: unknown): { readonly holder: Record<string, unknown>; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...places(holder[key])]);
}

const VALUES = [
  null,
  '',
  ' ',
  'x',
  'one',
  0,
  1,
  -1,
  1.5,
  101,
  501,
  true,
  [],
  {},
  [null],
  ['x'],
  [[]],
  'x'.repeat(301),
  'bell\u0007',
  'https://www.linkedin.com/in/a',
];

const spoiled = fc
  .record({
    place: fc.nat(),
    value: fc.oneof(fc.constantFrom<unknown>(...VALUES), fc.jsonValue({ maxDepth: 2 })),
    act: fc.constantFrom('replace', 'remove', 'add'),
    name: fc.string({ maxLength: 6 }),
  })
  .map(({ place, value, act, name }) => {
    const body = page();
    const all = places(body);
    const { holder, key } = all[place % all.length] ?? { holder: body, key: 'x' };
    if (act === 'remove') Reflect.deleteProperty(holder, key);
    // A list takes no names: its length cannot be defined anew, and a number would make it as long.
    else if (act === 'add') Object.defineProperty(Array.isArray(holder) ? body : holder, name, { value, enumerable: true, configurable: true });
    else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true });
    // As it comes over the wire: no list has gaps.
    return JSON.parse(JSON.stringify(body)) as unknown;
  });

describe('a page checked in one pass', () => {
  it('is the same instance that the long way makes, in the same order', async () => {
    const quick = inOnePass(RecordPageDto, page());
    expect(JSON.stringify(quick)).toBe(JSON.stringify(await theLongWay(page())));
    expect(quick?.rows[0]).toBeInstanceOf(ImportRowDto);
  });

  it('is accepted exactly when the long way accepts it', async () => {
    const counts = { accepted: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(spoiled, async (body) => {
        const quick = inOnePass(RecordPageDto, structuredClone(body));
        expect(JSON.stringify(quick)).toBe(JSON.stringify(await theLongWay(body)));
        counts[quick === undefined ? 'refused' : 'accepted'] += 1;
      }),
      { numRuns: 3_000 },
    );
    expect(counts.accepted).toBeGreaterThan(50);
    expect(counts.refused).toBeGreaterThan(500);
  });

  it.each([[null], [[]], ['page'], [17]])('leaves a body that is no object to the long way: %j', (body) => {
    expect(inOnePass(RecordPageDto, body)).toBeUndefined();
  });

  it('accepts nothing of a class that does not ask for it', () => {
    expect(inOnePass(LongWay, page())).toBeUndefined();
  });
});
