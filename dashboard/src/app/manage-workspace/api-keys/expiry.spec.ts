import { apiKey } from '../../../testing/records';
import { expiryOf } from './expiry';

const NOW_MS = Date.parse('2026-03-25T00:00:00.000Z');

describe('the expiry of an API key', () => {
  it.each([
    ['is not near with more than seven days left', '2026-04-01T00:00:00.001Z', 'active', null],
    ['is near with seven days left', '2026-04-01T00:00:00.000Z', 'active', 7],
    ['counts a day that has begun', '2026-03-25T00:00:00.001Z', 'active', 1],
    ['has come at its instant', '2026-03-25T00:00:00.000Z', 'expired', null],
  ])('%s', (_what, expiresAt, state, soon) => expect(expiryOf(apiKey({ expiresAt }), NOW_MS)).toEqual({ state, soon }));

  it('matters to no key that was revoked', () => {
    expect(expiryOf(apiKey({ expiresAt: '2026-03-26T00:00:00.000Z', state: 'revoked' }), NOW_MS)).toEqual({ state: 'revoked', soon: null });
  });
});
