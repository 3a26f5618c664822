import { RecentIds } from './recent-ids';

it('remembers as many ids as it must, and no more than twice as many', () => {
  const ids = new RecentIds(2);
  for (const [revision, id] of ['a', 'b', 'c', 'd', 'e'].entries()) ids.add(1, id, { revision, position: 64 * (revision + 1) });
  expect(['a', 'b', 'c', 'd', 'e'].map((id) => ids.find(1, id))).toEqual([
    null,
    null,
    { revision: 2, position: 192 },
    { revision: 3, position: 256 },
    { revision: 4, position: 320 },
  ]);
});

it('knows an id as that of the stream that it was written to last', () => {
  const ids = new RecentIds(2);
  ids.add(1, 'a', { revision: 0, position: 64 });
  ids.add(2, 'a', { revision: 7, position: 128 });
  expect([ids.find(1, 'a'), ids.find(2, 'a')]).toEqual([null, { revision: 7, position: 128 }]);
});

it('forgets what was never committed', () => {
  const ids = new RecentIds(2);
  ids.add(1, 'a', { revision: 0, position: 64 });
  ids.forget('a');
  expect(ids.find(1, 'a')).toBeNull();
});
