import { StreamLocks } from './stream-locks';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the locks of streams', () => {
  it('let one command at a time into a stream, in the order they came, and never hold up another stream', async () => {
    const locks = new StreamLocks();
    const steps: string[] = [];
    const step = (stream: string, name: string): Promise<void> =>
      locks.run(stream, async () => {
        steps.push(`${name} in`);
        await turn();
        await turn();
        steps.push(`${name} out`);
      });
    await Promise.all([step('a', 'a1'), step('a', 'a2'), step('b', 'b1')]);
    expect(steps.filter((one) => one.startsWith('a'))).toEqual(['a1 in', 'a1 out', 'a2 in', 'a2 out']);
    expect(steps.slice(0, 2)).toEqual(['a1 in', 'b1 in']);
  });

  it('let the next one in after a fault', async () => {
    const locks = new StreamLocks();
    const failing = locks.run('a', () => Promise.reject(new Error('broken')));
    const next = locks.run('a', () => Promise.resolve('next'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('next');
  });
});
