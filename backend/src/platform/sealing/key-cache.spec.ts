import { countedId } from '../testing/counting-ids';
import { KeyCache } from './key-cache';
import { checkValueOf, subjectName, type SubjectKey } from './subject';

const scope = countedId(1);
const keyOf = (number: number): SubjectKey => {
  const key = Buffer.alloc(32, number % 256);
  return { role: 'lead', subjectId: countedId(number), keyId: countedId(number + 1), key, checkValue: checkValueOf(key) };
};
const name = subjectName(keyOf(7));

describe('the keys in memory', () => {
  let now = 0;
  let cache: KeyCache;
  beforeEach(() => {
    now = 1000;
    cache = new KeyCache(() => now);
  });
  afterEach(() => {
    cache.close();
  });

  it('open as soon as they are known, and seal only once the log knows them', () => {
    cache.add(scope, name, keyOf(7), false);
    expect([cache.toOpen(scope, name), cache.toSeal(scope, name)]).toEqual([keyOf(7), undefined]);
    cache.add(scope, name, keyOf(7), true);
    expect(cache.toSeal(scope, name)).toEqual(keyOf(7));
    cache.add(scope, name, keyOf(7), false);
    expect(cache.toSeal(scope, name)).toEqual(keyOf(7));
  });

  it('belong to their scope', () => {
    cache.add(scope, name, keyOf(7), true);
    expect(cache.toOpen(countedId(2), name)).toBeUndefined();
  });

  it('are gone within a minute, from sight and from memory', () => {
    cache.add(scope, name, keyOf(7), true);
    now += 54_999;
    expect(cache.toSeal(scope, name)).toEqual(keyOf(7));
    now += 1;
    expect([cache.toSeal(scope, name), cache.toOpen(scope, name), cache.size]).toEqual([undefined, undefined, 1]);
    cache.sweep();
    expect(cache.size).toBe(0);
  });

  it('are gone at once when told', () => {
    cache.add(scope, name, keyOf(7), true);
    cache.evict(scope, name);
    expect([cache.toSeal(scope, name), cache.size]).toEqual([undefined, 0]);
  });

  it('stay below a bound, the oldest leaving first', () => {
    const shared = keyOf(7);
    for (let number = 0; number <= 20_000; number += 1) cache.add(scope, `lead:${String(number)}`, shared, true);
    expect([cache.size, cache.toOpen(scope, 'lead:0'), cache.toOpen(scope, 'lead:1')]).toEqual([20_000, undefined, shared]);
  });
});
