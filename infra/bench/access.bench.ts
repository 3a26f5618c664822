/** Who is let in, and what it costs: signing in, the guard before every route, and limits under a crowd. `npm run bench -- access`. */
import type { IssuedApiKey } from '../../event-schemas/src/http/api-keys';
import type { Workspace } from '../../event-schemas/src/http/members';
import type { Session } from '../../event-schemas/src/http/sign-in';
import { OWNER, signIn } from '../e2e/client/importer';
import { expectOk } from '../e2e/client/rest';
import { throwAwayInstallation, type ThrowAway } from '../e2e/client/throw-away';
import { crowd, type Crowd } from './crowd';
import { figure, median, percentile, recordFigures, type Figure } from './figures';
import { costs } from './guard-cost';
import { signInTimes } from './sign-in-time';

const RUNS = 3;
const SIGN_INS = 40;
const REQUESTS_PER_BLOCK = 300;
const CLIENTS = 50;
const KEYS = 10;
const CROWD_SECONDS = 20;
const EVERY_MS = 250;
/** In ten seconds; the crowd asks for four times as much as its workspace may have. */
const LIMITS = { perSession: 300, perWorkspace: 500 };

/** Of the hash of the password, which is slow on purpose; everything else about signing in may add half of it. */
const SLOWEST_SIGN_IN = 1.5;
const MOST_GUARD_US = 100;

const runs = async <T>(measure: () => Promise<T>): Promise<T[]> => {
  const results: T[] = [];
  for (let run = 0; run < RUNS; run += 1) results.push(await measure());
  return results;
};

async function apiKey(origin: string, token: string, name: string): Promise<string> {
  const body = { name, scopes: ['read-imports'], days: 1, password: OWNER.password };
  return (await expectOk<IssuedApiKey>(origin, 'POST', '/api/v1/api-keys', { token, body })).body.secret;
}

async function signingIn({ origin }: ThrowAway): Promise<Figure[]> {
  await signInTimes(origin, 5);
  const measured = await runs(() => signInTimes(origin, SIGN_INS));
  const share = (each: number): Figure =>
    figure(
      `sign-in p${String(each * 100)}, against the password's hash alone`,
      'ms',
      measured.map(({ signIns }) => percentile(signIns, each)),
      {
        baselines: measured.map(({ hashes }) => percentile(hashes, each)),
        ...(each === 0.95 ? { aim: { of: 'ratio', sign: '<=', limit: SLOWEST_SIGN_IN } } : {}),
      },
    );
  const hashShare = measured.map(({ signIns, hashes }) => (100 * median(hashes)) / median(signIns));
  return [share(0.5), share(0.95), figure('share of a sign-in that is the hash of the password', '%', hashShare)];
}

async function guarding(installation: ThrowAway): Promise<Figure[]> {
  const { origin } = installation;
  const session = await signIn(origin);
  const key = await apiKey(origin, session.accessToken, 'Guard');
  const pid = installation.pids().api;
  if (pid === undefined) throw new Error('The api does not run.');
  const measured = await runs(async () => {
    const [open, token, apiKeyed] = await costs(origin, pid, [undefined, session.accessToken, key], REQUESTS_PER_BLOCK);
    if (open === undefined || token === undefined || apiKeyed === undefined) throw new Error('Three callers were asked about.');
    return { open, token, apiKeyed };
  });
  return (['token', 'apiKeyed'] as const).flatMap((who) =>
    (['wall', 'processor'] as const).flatMap((kind) => {
      const name = `${who === 'token' ? 'session token' : 'API key'}, ${kind === 'wall' ? 'time' : 'processor time of the api'}`;
      const asked = measured.map((each) => each[who][kind]);
      return [
        figure(`a request with ${name}, against one without`, 'µs', asked, { baselines: measured.map(({ open }) => open[kind]) }),
        figure(
          `the guard for ${name}`,
          'µs',
          measured.map((each) => each[who][kind] - each.open[kind]),
          kind === 'wall' ? { aim: { of: 'value', sign: '<=', limit: MOST_GUARD_US } } : {},
        ),
      ];
    }),
  );
}

async function crowding({ origin, owner }: ThrowAway): Promise<Figure[]> {
  const keys = await Promise.all(Array.from({ length: KEYS }, (_, index) => apiKey(origin, owner.accessToken, `Crowd ${String(index)}`)));
  const tokens = Array.from({ length: CLIENTS }, (_, index) => keys[index % KEYS] ?? '');
  const neighbour = await otherWorkspace(origin);
  const alone = await runs(() => crowd({ origin, tokens: [], neighbour, seconds: CROWD_SECONDS / 2, everyMs: 0 }));
  const paced = await runs(() => crowd({ origin, tokens, neighbour, seconds: CROWD_SECONDS, everyMs: EVERY_MS }));
  const flooding = await runs(() => crowd({ origin, tokens, neighbour, seconds: CROWD_SECONDS, everyMs: 0 }));
  const at =
    (share: number) =>
    (crowds: readonly Crowd[], of: 'letThrough' | 'neighbour'): number[] =>
      crowds.map((each) => percentile(each[of], share));
  const [p50, p95] = [at(0.5), at(0.95)];
  return (
    [
      ['four requests a second each', paced],
      ['as fast as they can', flooding],
    ] as const
  ).flatMap(([how, crowds]) => {
    const name = (what: string): string => `50 clients, ${how}: ${what}`;
    const asked = ({ letThrough, refused }: Crowd): number => letThrough.length + refused.length;
    return [
      figure(
        name('requests'),
        '1/s',
        crowds.map((each) => asked(each) / each.seconds),
      ),
      figure(
        name('refused with 429'),
        '%',
        crowds.map((each) => (100 * each.refused.length) / asked(each)),
      ),
      // Three windows at most touch twenty seconds.
      figure(
        name('let through'),
        'requests',
        crowds.map(({ letThrough }) => letThrough.length),
        { aim: { of: 'value', sign: '<=', limit: 3 * LIMITS.perWorkspace } },
      ),
      figure(
        name('429 without Retry-After or RateLimit'),
        'answers',
        crowds.map(({ silent }) => silent),
        { aim: { of: 'value', sign: '<=', limit: 0 } },
      ),
      figure(name('let through p95'), 'ms', p95(crowds, 'letThrough')),
      figure(name('another workspace p50, against it alone'), 'ms', p50(crowds, 'neighbour'), {
        baselines: p50(alone, 'neighbour'),
        ...(crowds === paced ? { aim: { of: 'ratio', sign: '<=', limit: 1.5 } as const } : {}),
      }),
      figure(name('another workspace p95, against it alone'), 'ms', p95(crowds, 'neighbour'), { baselines: p95(alone, 'neighbour') }),
    ];
  });
}

async function otherWorkspace(origin: string): Promise<string> {
  const { accessToken: token } = await signIn(origin);
  const made = await expectOk<Workspace>(origin, 'POST', '/api/v1/workspaces', { token, body: { name: 'Next door' } });
  return (await expectOk<Session>(origin, 'POST', '/api/v1/sessions/current/workspace', { token, body: { workspaceId: made.body.id } })).body.accessToken;
}

async function inInstallation(env: Readonly<Record<string, string>>, measure: (installation: ThrowAway) => Promise<Figure[]>): Promise<Figure[]> {
  const installation = await throwAwayInstallation('bench', { forTests: false, env });
  try {
    return await measure(installation);
  } finally {
    await installation.remove();
  }
}

async function main(): Promise<void> {
  // Counted, as always, but never too much; and sign-ins from many addresses, as a proxy tells them.
  const wide = { LEADGEN_LIMIT_PER_SESSION: '9999999', LEADGEN_LIMIT_PER_WORKSPACE: '9999999', LEADGEN_LIMIT_PER_ADDRESS: '9999999' };
  const one = await inInstallation({ ...wide, TRUSTED_PROXIES: '127.0.0.1' }, async (installation) => [
    ...(await signingIn(installation)),
    ...(await guarding(installation)),
  ]);
  const narrow = { LEADGEN_LIMIT_PER_SESSION: String(LIMITS.perSession), LEADGEN_LIMIT_PER_WORKSPACE: String(LIMITS.perWorkspace) };
  recordFigures('access', RUNS, [...one, ...(await inInstallation(narrow, crowding))]);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
