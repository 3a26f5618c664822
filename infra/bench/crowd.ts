/** Fifty clients of one workspace ask for more than its limit allows, while one client of another workspace goes on asking. */
import { setTimeout as wait } from 'node:timers/promises';
import { call } from '../e2e/client/rest';

export interface Crowd {
  readonly seconds: number;
  /** Milliseconds until the answer. */
  readonly letThrough: readonly number[];
  readonly refused: readonly number[];
  /** Refusals that do not say when to come back, or what is left. */
  readonly silent: number;
  /** Milliseconds until the answer, of the other workspace. */
  readonly neighbour: readonly number[];
}

export interface Pressure {
  readonly origin: string;
  /** One for each client; several may share one. */
  readonly tokens: readonly string[];
  readonly neighbour: string;
  readonly seconds: number;
  /** Between two requests of one client; 0: as fast as the answers come. */
  readonly everyMs: number;
}

/** A list of the workspace, read from its view: what programs ask for most. */
const ROUTE = '/api/v1/imports?limit=1';
const NEIGHBOUR_EVERY_MS = 40;

export async function crowd({ origin, tokens, neighbour, seconds, everyMs }: Pressure): Promise<Crowd> {
  const until = performance.now() + seconds * 1_000;
  const [letThrough, refused, others]: [number[], number[], number[]] = [[], [], []];
  let silent = 0;
  const client = async (token: string, first: number): Promise<void> => {
    await wait(first);
    while (performance.now() < until) {
      const began = performance.now();
      const { status, headers } = await call(origin, 'GET', ROUTE, { token });
      const took = performance.now() - began;
      if (status === 200) letThrough.push(took);
      else if (status === 429) refused.push(took);
      else throw new Error(`${ROUTE} was answered ${String(status)}.`);
      const says =
        /^[1-9]\d*$/.test(headers['retry-after'] ?? '') && String(headers['ratelimit']).includes(';r=0;') && headers['ratelimit-policy'] !== undefined;
      if (status === 429 && !says) silent += 1;
      if (everyMs > took) await wait(everyMs - took);
    }
  };
  const next = async (): Promise<void> => {
    while (performance.now() < until) {
      const began = performance.now();
      const { status } = await call(origin, 'GET', ROUTE, { token: neighbour });
      if (status !== 200) throw new Error(`The neighbour was answered ${String(status)}.`);
      others.push(performance.now() - began);
      await wait(NEIGHBOUR_EVERY_MS);
    }
  };
  await Promise.all([next(), ...tokens.map((token, index) => client(token, (index * everyMs) / tokens.length))]);
  return { seconds, letThrough, refused, silent, neighbour: others };
}
