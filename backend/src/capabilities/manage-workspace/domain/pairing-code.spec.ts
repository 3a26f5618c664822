import { canonicalPairingCode, makePairingCode } from './pairing-code';

describe('pairing code', () => {
  it('holds eight signs in two groups', () => {
    let drawn = 0;
    expect(makePairingCode(() => drawn++)).toBe('2345-6789');
    expect(makePairingCode((below) => below - 1)).toBe('ZZZZ-ZZZZ');
  });

  it('is the same however it is typed', () => {
    expect([' k7qf 2mxd', 'K7QF-2MXD', 'k7qf2mxd'].map(canonicalPairingCode)).toEqual(['K7QF2MXD', 'K7QF2MXD', 'K7QF2MXD']);
  });
});
