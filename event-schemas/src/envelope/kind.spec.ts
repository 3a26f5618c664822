import { brokenRules, code, digest, flag, id, instant, integer, listOf, nullable, oneOf, record, text, versionNumber, type Kind } from './kind';

const ID = '6f1f6b1e-6a3e-4c3a-9a53-0d4a1d3b8c11';
const cases: readonly (readonly [string, Kind<unknown>, readonly unknown[], readonly unknown[]])[] = [
  ['id', id(), [ID], [ID.toUpperCase(), 'x', '', null, 7, `${ID} `]],
  ['instant', instant(), ['2026-11-23T20:58:25.000Z'], ['2026-11-23', '2026-11-23T20:58:25Z', 1, 'yesterday']],
  ['versionNumber', versionNumber(), ['1', '1.4.0'], ['v1', '1.', '1.0-beta', '1.2.3.4.5']],
  ['code', code(), ['a.title.1', 'over-requested-count'], ['Ada Lovelace', 'A', '', '-x', 'x'.repeat(49)]],
  ['digest', digest(), ['A'.repeat(43)], ['A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}=`]],
  ['integer', integer(1, 3), [1, 3], [0, 4, 1.5, '1', NaN, null]],
  ['flag', flag(), [true, false], [0, 'true', null]],
  ['oneOf', oneOf('a', 'b'), ['a', 'b'], ['c', '', null]],
  ['text', text(3), ['', 'abc'], ['abcd', null, 5]],
  ['nullable', nullable(integer(1, 2)), [null, 1], [undefined, 3]],
  ['listOf', listOf(integer(0, 9), 2), [[], [1, 2]], [[1, 2, 3], [10], 'ab', null]],
  ['record', record({ a: integer(0, 9) }), [{ a: 1 }], [{}, { a: 1, b: 2 }, { a: 10 }, [], null]],
];

describe.each(cases)('%s', (_name, kind, good, bad) => {
  it('takes what fits', () => expect(good.filter((value) => kind.check(value) !== null)).toEqual([]));
  it('refuses what does not', () => expect(bad.filter((value) => kind.check(value) === null)).toEqual([]));
});

describe('brokenRules', () => {
  const shape = { count: integer(1, 9), name: text(5) };

  it('names each broken, missing and unknown field', () => {
    expect(brokenRules(shape, { count: 0, extra: true })).toEqual([
      { field: 'count', rule: 'an integer from 1 to 9' },
      { field: 'name', rule: 'present: text of at most 5 characters' },
      { field: 'extra', rule: 'left out: the schema does not know it' },
    ]);
  });

  it('does not take inherited properties for given ones', () => {
    expect(brokenRules({ toString: text(5) }, {})).toEqual([{ field: 'toString', rule: 'present: text of at most 5 characters' }]);
  });
});
