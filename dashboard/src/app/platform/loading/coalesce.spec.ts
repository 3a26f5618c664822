import { coalesce } from './coalesce';

describe('coalesced work', () => {
  it('runs at once, and once more with the latest of the calls that came meanwhile', async () => {
    const done: number[] = [];
    const call = coalesce<number>(0, async (latest) => {
      await Promise.resolve();
      done.push(latest);
    });
    await Promise.all([call(1), call(2), call(3)]);
    expect(done).toEqual([1, 3]);
  });

  it('runs again for a later call', async () => {
    const done: number[] = [];
    const call = coalesce<number>(0, (latest) => Promise.resolve(void done.push(latest)));
    await call(1);
    await call(2);
    expect(done).toEqual([1, 2]);
  });
});
