import { codeAt } from './authenticator-app';

describe('the authenticator app of the specs', () => {
  // The last six digits of the published values of RFC 6238, appendix B, for SHA-1.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('shows at second %d the code of the standard', (second, code) => {
    expect(codeAt('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', new Date(second * 1_000).toISOString())).toBe(code);
  });
});
