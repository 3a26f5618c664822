import { randomBytes } from 'node:crypto';
import { shareBelow } from '../../../../platform/testing/share-below';
import { keysOfAda } from '../../testing/keys-of-ada';

const { leads, made } = keysOfAda();
const ROUNDS = 150;

describe('the time in which an API key is refused', () => {
  it('does not tell whether there is a key that begins so', async () => {
    const { prefix } = await made();
    const refusal = async (begins: string): Promise<number> => {
      const secret = `${begins}_${randomBytes(32).toString('base64url')}`;
      const began = performance.now();
      const { status } = await leads(secret);
      const took = performance.now() - began;
      expect(status).toBe(401);
      return took;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // Taken in turns, so that whatever else the machine does falls on both.
      known.push(await refusal(prefix));
      unknown.push(await refusal(`lgk_${randomBytes(4).toString('hex')}`));
    }
    const share = shareBelow(unknown, known);
    expect(share).toBeGreaterThan(0.35);
    expect(share).toBeLessThan(0.65);
  });
});
