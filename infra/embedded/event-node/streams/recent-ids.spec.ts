import { RecentIds } from './recent-ids';

it('remembers the newest ids of each stream, and no more than it may', () => {
  const ids = new RecentIds(2);
  ids.add(1, 'a', { revision: 0, position: 64 });
  ids.add(1, 'b', { revision: 1, position: 128 });
  ids.add(2, 'c', { revision: 0, position: 192 });
  expect([ids.find(1, 'a'), ids.find(1, 'b'), ids.find(1, 'c'), ids.find(2, 'c')]).toEqual([
    null,
    { revision: 1, position: 128 },
    null,
    { revision: 0, position: 192 },
  ]);
});

it('forgets what was never committed', () => {
  const ids = new RecentIds(2);
  ids.add(1, 'a', { revision: 0, position: 64 });
  ids.forget('a');
  expect(ids.find(1, 'a')).toBeNull();
});
