import { createHash } from 'node:crypto';
import { openXaes, sealXaes } from './xaes-256-gcm';

const nonce = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWX');
const plaintext = Buffer.from('XAES-256-GCM');

describe('XAES-256-GCM', () => {
  it.each([
    { fill: 0x01, associated: '', sealed: 'ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271' },
    { fill: 0x03, associated: 'c2sp.org/XAES-256-GCM', sealed: '986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d' },
  ])('agrees with the published vector of key byte $fill', ({ fill, associated, sealed }) => {
    const key = Buffer.alloc(32, fill);
    expect(sealXaes(key, nonce, plaintext, Buffer.from(associated)).toString('hex')).toBe(sealed);
    expect(openXaes(key, nonce, Buffer.from(sealed, 'hex'), Buffer.from(associated))).toEqual(plaintext);
  });

  it('agrees with the published hash over 10,000 generated messages', () => {
    const ROUNDS = 10_000;
    const input = createHash('shake128', { outputLength: ROUNDS * (32 + 24 + 2 * 256) }).digest();
    let at = 0;
    const take = (bytes: number): Buffer => input.subarray(at, (at += bytes));
    const takeText = (): Buffer => take(take(1)[0] ?? 0);
    const sealed = createHash('shake128', { outputLength: 32 });
    for (let round = 0; round < ROUNDS; round += 1) {
      const [key, roundNonce, message, associated] = [take(32), take(24), takeText(), takeText()];
      const box = sealXaes(key, roundNonce, message, associated);
      expect(openXaes(key, roundNonce, box, associated).equals(message)).toBe(true);
      sealed.update(box);
    }
    expect(sealed.digest('hex')).toBe('e6b9edf2df6cec60c8cbd864e2211b597fb69a529160cd040d56c0c210081939');
  });

  it('refuses to open when a bit of key, nonce, message or associated data differs', () => {
    const key = Buffer.alloc(32, 7);
    const associated = Buffer.from('place');
    const box = sealXaes(key, nonce, plaintext, associated);
    const flip = (bytes: Buffer, at: number): Buffer => Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)));
    expect(() => openXaes(flip(key, 31), nonce, box, associated)).toThrow();
    expect(() => openXaes(key, flip(nonce, 0), box, associated)).toThrow();
    expect(() => openXaes(key, flip(nonce, 23), box, associated)).toThrow();
    expect(() => openXaes(key, nonce, flip(box, 0), associated)).toThrow();
    expect(() => openXaes(key, nonce, flip(box, box.length - 1), associated)).toThrow();
    expect(() => openXaes(key, nonce, box, flip(associated, 0))).toThrow();
  });
});
