import { Limit } from './limit';

describe('a limit', () => {
  it('runs so many at once, the others after them in their order, and goes on after a fault', async () => {
    const limit = new Limit(2);
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const work = (number: number): Promise<void> =>
      limit.run(async () => {
        running += 1;
        most = Math.max(most, running);
        order.push(number);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        if (number === 1) throw new Error('broken');
      });
    const results = await Promise.allSettled([0, 1, 2, 3, 4].map(work));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect({ most, order, running }).toEqual({ most: 2, order: [0, 1, 2, 3, 4], running: 0 });
  });
});
