/** API keys are made, rotated and revoked while each process is killed: what was answered holds, and nothing was made beside it. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ApiKey, CreateApiKeyRequest, IssuedApiKey } from '../../event-schemas/src/http/api-keys';
import { until } from '../e2e/client/importer';
import { allOf, waitUntilVisible } from '../e2e/client/reader';
import { OWNER } from '../e2e/client/importer';
import { call, type RestAnswer } from '../e2e/client/rest';
import { throwAwayInstallation, type ThrowAway } from '../e2e/client/throw-away';
import { VICTIMS } from './kill-matrix';
import { freshChance } from './seeded';

const LIVES = 4;
const PATIENCE_MS = 120_000;

interface Lived {
  /** Secrets that have to work, and secrets that must not. */
  readonly good: readonly string[];
  readonly bad: readonly string[];
  readonly positions: readonly string[];
}

describe('API keys and kills', () => {
  const chance = freshChance('api-key-kills');
  let installation: ThrowAway;

  beforeAll(async () => {
    installation = await throwAwayInstallation('api-key-kills', { supervised: true });
  }, 360_000);
  afterAll(() => installation.remove());

  /** Repeated with its Idempotency-Key until it is answered. */
  async function insisted<T>(method: string, path: string, body?: object): Promise<RestAnswer<T>> {
    const { origin, owner } = installation;
    const request = { token: (): string => owner.accessToken, body, idempotencyKey: randomUUID() };
    const answer = await until<T>(origin, method, `/api/v1/api-keys${path}`, request, Date.now() + PATIENCE_MS);
    if (answer.status > 299) throw new Error(`${method} ${path} was answered ${String(answer.status)}: ${JSON.stringify(answer.body)}`);
    return answer;
  }
  const made = (name: string): Promise<RestAnswer<IssuedApiKey>> => {
    const request: CreateApiKeyRequest = { name, scopes: ['read-leads'], days: 1, password: OWNER.password };
    return insisted<IssuedApiKey>('POST', '', request);
  };

  async function live(name: string): Promise<Lived> {
    const kept = await made(name);
    const before = await made(name);
    const after = await insisted<IssuedApiKey>('POST', `/${before.body.id}/rotations`, { overlapHours: 0, password: OWNER.password });
    const gone = await made(name);
    const revoked = await insisted('DELETE', `/${gone.body.id}`);
    const positions = [kept, before, after, gone, revoked].map(({ position }) => position ?? '');
    return { good: [kept.body.secret, after.body.secret], bad: [before.body.secret, gone.body.secret], positions };
  }

  const status = async (secret: string): Promise<number> => (await call(installation.origin, 'GET', '/api/v1/leads?limit=1', { token: secret })).status;

  it.each(VICTIMS)(
    'hold when %s is killed meanwhile',
    async (victim) => {
      const { origin, owner } = installation;
      const killed = wait(chance.between(20, 200)).then(() => installation.kill(victim));
      const [lived] = await Promise.all([Promise.all(Array.from({ length: LIVES }, () => live(victim))), killed]);
      await installation.untilUp(victim);

      expect(await Promise.all(lived.flatMap(({ good }) => good).map(status))).toEqual(Array(2 * LIVES).fill(200));
      expect(await Promise.all(lived.flatMap(({ bad }) => bad).map(status))).toEqual(Array(2 * LIVES).fill(401));
      const last = lived.flatMap(({ positions }) => positions).sort();
      await waitUntilVisible(origin, owner.accessToken, '/api/v1/api-keys', last.at(-1) ?? '', PATIENCE_MS);
      const listed = await allOf<ApiKey>(origin, owner.accessToken, '/api/v1/api-keys?limit=100');
      const own = listed.filter(({ name }) => name === victim).map(({ state }) => state);
      expect(own.sort()).toEqual([...Array<string>(2 * LIVES).fill('active'), ...Array<string>(LIVES).fill('revoked')]);
    },
    180_000,
  );
});
