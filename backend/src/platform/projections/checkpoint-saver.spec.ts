import { delayAfter } from './checkpoint-saver';

describe('the checkpoint of a group that no event concerns', () => {
  it('is saved at once after a quiet time, and ever less often while the log stays busy', () => {
    const delays = [delayAfter(400, 60_000)];
    for (let save = 0; save < 4; save += 1) delays.push(delayAfter(delays.at(-1) ?? 0, 5));
    expect(delays).toEqual([50, 100, 200, 400, 400]);
  });

  it('is saved soon again when the log was quiet for a few times as long', () => {
    expect([delayAfter(100, 400), delayAfter(100, 401)]).toEqual([200, 50]);
  });
});
