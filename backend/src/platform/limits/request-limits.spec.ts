import { NO_LIMITS, RequestLimits } from './request-limits';

const caller = { sessionId: 'one', workspaceId: 'sales' };
let now = 0;
const limits = (perSession: number | null, perWorkspace: number | null, perAddress: number | null = null): RequestLimits =>
  new RequestLimits({ perSession, perWorkspace, perAddress }, () => now);

beforeEach(() => {
  now = 0;
});

describe('limits of requests', () => {
  it('let a caller make so many requests in ten seconds, and say what is left', () => {
    const two = limits(2, 5);
    const policy = '"session";q=2;w=10, "workspace";q=5;w=10';
    expect([two.ofCaller(caller), two.ofCaller(caller), two.ofCaller(caller)]).toEqual([
      { retryAfterSeconds: null, headers: { 'RateLimit-Policy': policy, RateLimit: '"session";r=1;t=10' } },
      { retryAfterSeconds: null, headers: { 'RateLimit-Policy': policy, RateLimit: '"session";r=0;t=10' } },
      { retryAfterSeconds: 10, headers: { 'RateLimit-Policy': policy, RateLimit: '"session";r=0;t=10' } },
    ]);
    now = 9_001;
    expect(two.ofCaller(caller).retryAfterSeconds).toBe(1);
    now = 10_000;
    expect(two.ofCaller(caller).retryAfterSeconds).toBeNull();
  });

  it('count all callers of a workspace together, and a refused request nowhere', () => {
    const together = limits(1, 2);
    const asked = ['one', 'one', 'one', 'two', 'three'].map((sessionId) => together.ofCaller({ ...caller, sessionId }).retryAfterSeconds);
    expect(asked).toEqual([null, 10, 10, null, 10]);
    expect(together.ofCaller({ sessionId: 'four', workspaceId: 'other' }).retryAfterSeconds).toBeNull();
  });

  it('count an address apart from other addresses', () => {
    const one = limits(null, null, 1);
    expect(['a', 'b', 'a'].map((address) => one.ofAddress(address).retryAfterSeconds)).toEqual([null, null, 10]);
  });

  it('say nothing where nothing is counted', () => {
    const none = new RequestLimits(NO_LIMITS);
    expect([none.ofCaller(caller), none.ofAddress('a')]).toEqual(Array(2).fill({ retryAfterSeconds: null, headers: {} }));
  });

  it('forget whose window is over, and then the oldest, before they fill the memory', () => {
    const one = limits(1, null);
    one.ofCaller(caller);
    for (let number = 0; number < 20_000; number += 1) one.ofCaller({ ...caller, sessionId: String(number) });
    expect([one.ofCaller(caller).retryAfterSeconds, one.ofCaller({ ...caller, sessionId: '19999' }).retryAfterSeconds]).toEqual([null, 10]);
  });
});
