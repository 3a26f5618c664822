/** How long a sign-in takes, and how much of that is the hash of the password: the same scrypt, alone, between the sign-ins. */
import { randomBytes, scrypt } from 'node:crypto';
import { OWNER } from '../e2e/client/importer';
import { expectOk, fromAnywhere } from '../e2e/client/rest';

export interface SignInTimes {
  /** Milliseconds each. */
  readonly signIns: readonly number[];
  readonly hashes: readonly number[];
}

/** What every stored hash says of itself: 2 to the 17th, blocks of 8, one lane. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 } as const;

export async function signInTimes(origin: string, count: number): Promise<SignInTimes> {
  const [signIns, hashes]: [number[], number[]] = [[], []];
  for (let time = 0; time < count; time += 1) {
    hashes.push(await timed(() => oneHash()));
    signIns.push(
      await timed(() => expectOk(origin, 'POST', '/api/v1/sessions', { body: { email: OWNER.email, password: OWNER.password }, headers: fromAnywhere() })),
    );
  }
  return { signIns, hashes };
}

const oneHash = (): Promise<void> =>
  new Promise((resolve, reject) => {
    scrypt(OWNER.password, randomBytes(16), 32, COST, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
