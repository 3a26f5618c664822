/** API keys with limits of requests, and on a stream that goes on for minutes. */
import { CommandBus } from '@nestjs/cqrs';
import type { AddressInfo } from 'node:net';
import type { IssuedApiKey } from '../../../../../../event-schemas/src/http/api-keys';
import { capabilityModules, views } from '../../../../app/capabilities';
import { Standings } from '../../../../platform/identity/standings';
import { LiveModule } from '../../../../platform/live/live.module';
import { startApplication, type SignedIn, type TestApplication } from '../../../../platform/testing/application';
import { FixedClock } from '../../../../platform/testing/fixed-clock';
import { GivenStandings } from '../../../../platform/testing/given-standings';
import { contextForTests } from '../../../../platform/testing/metadata';
import { CreateAccountCommand } from '../../../sign-in';
import { CreateWorkspaceCommand } from '../../index';

const HOUR_MS = 3_600_000;
const PASSWORD = 'seven lamps of architecture';
const clock = new FixedClock(new Date().toISOString());
const SUSPENDED = { role: 'owner', suspended: { reason: 'Shared a list.' }, secondFactorMissing: false } as const;
const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });
const counted = (answers: readonly { readonly status: number }[], status: number): number => answers.filter((each) => each.status === status).length;

let app: TestApplication;
let owner: SignedIn;

beforeAll(async () => {
  const modules = (dataFolder: string) => [...capabilityModules({ dataFolder, origin: 'http://127.0.0.1', passwordCost: 4 }), LiveModule.register(views)];
  app = await startApplication({ modules, views, clock, limits: { perSession: 10, perWorkspace: 25, perAddress: 5 } });
});
beforeEach(async () => {
  owner = await app.signIn();
  const { accountId, workspaceId } = owner.principal;
  const context = contextForTests({ commandId: workspaceId, workspaceId, actor: accountId });
  await app.app.get(CommandBus).execute(new CreateWorkspaceCommand(workspaceId, accountId, 'Sales', context));
  const account = { accountId, workspaceId, email: `${accountId}@example.com`, displayName: 'Ada', password: PASSWORD, accepted: [] };
  const facts = { correlationId: workspaceId, idempotencyKey: null, userAgent: '', address: '127.0.0.1' };
  await app.app.get(CommandBus).execute(new CreateAccountCommand(account, facts));
});
afterAll(() => app.close());

const post = (path: string, body: object) => app.http.post(`/api/v1/api-keys${path}`).set('Authorization', owner.authorization).send(body);
const made = async (): Promise<IssuedApiKey> =>
  (await post('', { name: 'Key', scopes: ['read-leads', 'follow-live'], days: 1, password: PASSWORD })).body as IssuedApiKey;
const rotated = async (id: string): Promise<IssuedApiKey> => (await post(`/${id}/rotations`, { overlapHours: 1, password: PASSWORD })).body as IssuedApiKey;
const asked = (secret: string, times: number) => Promise.all(Array.from({ length: times }, () => app.http.get('/api/v1/leads').set(bearer(secret))));

describe('limits of requests', () => {
  it('count a key by itself, whichever of its secrets is used, and all keys of a workspace together', async () => {
    const [first, second, third] = [await made(), await made(), await made()];
    const newer = await rotated(first.id);
    const answers = [...(await asked(first.secret, 8)), ...(await asked(newer.secret, 8))];
    expect([counted(answers, 200), counted(answers, 429)]).toEqual([10, 6]);
    expect(answers.at(-1)?.headers).toMatchObject({
      'ratelimit-policy': '"session";q=10;w=10, "workspace";q=25;w=10',
      ratelimit: expect.stringMatching(/^"session";r=0;t=/),
      'retry-after': expect.stringMatching(/^([1-9]|10)$/),
    });
    // Four requests of the owner and ten of the first key came before.
    expect([counted(await asked(second.secret, 12), 200), counted(await asked(third.secret, 12), 200)]).toEqual([10, 1]);
  });

  it('count keys that are no good by address', async () => {
    const answers = await asked('lgk_00000000_x', 8);
    expect([counted(answers, 401), counted(answers, 429)]).toEqual([5, 3]);
  });
});

/** Follows until `stop`; answers how the stream ended. */
async function following(authorization: string): Promise<{ readonly status: number; ended: Promise<'ended' | 'still there'>; stop: () => void }> {
  const stop = new AbortController();
  const { port } = app.server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${String(port)}/api/v1/live`, { headers: { Authorization: authorization }, signal: stop.signal });
  const ended = answer.text().then(
    () => 'ended' as const,
    () => 'still there' as const,
  );
  return { status: answer.status, ended, stop: () => stop.abort() };
}

describe('a stream of news', () => {
  it('ends within two seconds of its key’s revocation', async () => {
    const { id, secret } = await made();
    const stream = await following(`Bearer ${secret}`);
    expect(stream.status).toBe(200);
    const began = performance.now();
    await app.http.delete(`/api/v1/api-keys/${id}`).set('Authorization', owner.authorization).expect(204);
    expect(await stream.ended).toBe('ended');
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('ends with the secret it began with, and goes on while that one is good', async () => {
    const { id, secret } = await made();
    const newer = await following(`Bearer ${(await rotated(id)).secret}`);
    // Began after the newer one, so whatever ends this one has looked at the newer one before.
    const older = await following(`Bearer ${secret}`);
    clock.advance(HOUR_MS);
    expect(await older.ended).toBe('ended');
    newer.stop();
    expect(await newer.ended).toBe('still there');
  });

  it('ends for a person and for their key when the person is suspended', async () => {
    const { secret } = await made();
    const streams = [await following(owner.authorization), await following(`Bearer ${secret}`)];
    expect(streams.map(({ status }) => status)).toEqual([200, 200]);
    const { accountId, workspaceId } = owner.principal;
    app.app.get<GivenStandings>(Standings).give(accountId, workspaceId, SUSPENDED);
    expect(await Promise.all(streams.map(({ ended }) => ended))).toEqual(['ended', 'ended']);
  });
});
