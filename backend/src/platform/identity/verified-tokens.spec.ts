import { VerifiedTokens } from './verified-tokens';

const claims = { sub: 'account', wid: 'workspace', sid: 'session', bid: null, role: 'owner', exp: 1_000 };

describe('a token whose signature was checked', () => {
  it('is known until it expires', () => {
    const tokens = new VerifiedTokens();
    tokens.remember('header.claims.signature', claims);
    expect(tokens.find('header.claims.signature', 999_999)).toEqual(claims);
    expect(tokens.find('header.claims.signature', 1_000_000)).toBeNull();
  });

  it('is not known under another signature', () => {
    const tokens = new VerifiedTokens();
    tokens.remember('header.claims.signature', claims);
    expect(tokens.find('header.claims.signaturf', 0)).toBeNull();
    expect(tokens.find('header.claims.', 0)).toBeNull();
  });

  it('is forgotten when a thousand others came', () => {
    const tokens = new VerifiedTokens();
    for (let number = 0; number <= 1_000; number += 1) tokens.remember(String(number), claims);
    expect(tokens.find('0', 0)).toBeNull();
    expect(tokens.find('1000', 0)).toEqual(claims);
  });
});
