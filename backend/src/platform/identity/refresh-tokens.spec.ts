import { RefreshTokens } from './refresh-tokens';

const sessionId = '11111111-1111-4111-8111-111111111111';
const tokens = new RefreshTokens(Buffer.alloc(32, 1));
const token = { sessionId, generation: 3 };
const text = tokens.make(token, 'seed');

describe('RefreshTokens', () => {
  it('makes the same token again from the same secret, seed, session and generation', () => {
    expect(new RefreshTokens(Buffer.alloc(32, 1)).make(token, 'seed')).toBe(text);
    expect(tokens.parse(text)).toEqual(token);
    expect(tokens.isGenuine(text, token, 'seed')).toBe(true);
  });

  it('makes another token when any of them differs', () => {
    const others = [
      new RefreshTokens(Buffer.alloc(32, 2)).make(token, 'seed'),
      tokens.make(token, 'other seed'),
      tokens.make({ ...token, generation: 4 }, 'seed'),
      tokens.make({ ...token, sessionId: sessionId.replace('1', '2') }, 'seed'),
    ];
    expect(new Set([text, ...others]).size).toBe(5);
    expect(others.map((other) => tokens.isGenuine(other, token, 'seed'))).toEqual([false, false, false, false]);
  });

  it.each(['', 'x', `${sessionId}.3`, `${sessionId}.-1.${'A'.repeat(43)}`, `${text}A`, `${text}\n`])('reads nothing into %p', (forged) => {
    expect(tokens.parse(forged)).toBeNull();
    expect(tokens.isGenuine(forged, token, 'seed')).toBe(false);
  });
});
