import { DocumentCache } from './document-cache';

const document = (id: string, text = '') => ({ _id: id, position: '0'.repeat(20), workspaceId: null, text });

describe('DocumentCache', () => {
  it('gives back what it was given, until it is told to forget', () => {
    const cache = new DocumentCache(10_000);
    cache.set('a', document('a', 'first'));
    cache.set('a', document('a', 'second'));
    expect(cache.get('a')).toEqual(document('a', 'second'));
    cache.delete('a');
    expect(cache.get('a')).toBeUndefined();
  });

  it('lets the documents go that were not used for longest when they outgrow its bytes', () => {
    const cache = new DocumentCache(3_000);
    cache.set('a', document('a', 'x'.repeat(1_000)));
    cache.set('b', document('b', 'x'.repeat(1_000)));
    cache.get('a');
    cache.set('c', document('c', 'x'.repeat(1_000)));
    expect(['a', 'b', 'c'].map((id) => cache.get(id) !== undefined)).toEqual([true, false, true]);
  });

  it('counts bytes given back when a document is replaced', () => {
    const cache = new DocumentCache(3_000);
    for (let round = 0; round < 20; round += 1) cache.set('a', document('a', 'x'.repeat(1_000)));
    cache.set('b', document('b'));
    expect(cache.get('a')).toBeDefined();
  });

  it('keeps nothing that alone is larger than allowed', () => {
    const cache = new DocumentCache(500);
    cache.set('a', document('a', 'x'.repeat(1_000)));
    expect(cache.get('a')).toBeUndefined();
  });
});
