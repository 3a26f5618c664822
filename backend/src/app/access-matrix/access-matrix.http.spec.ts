/**
 * Every route for everybody in every standing, expected from a table that is written by hand beside the one that the guard reads; HEAD
 * of every route that reads, and OPTIONS of every path, from our extension and from elsewhere.
 */
import { randomUUID } from 'node:crypto';
import type { Session } from '../../../../event-schemas/src/http/sign-in';
import { RouteTable } from '../../platform/http/route-table';
import { PERMISSIONS } from '../../platform/identity/permissions';
import { TEST_EXTENSION_ID } from '../../platform/testing/application';
import { call, fromAnywhere, type RestAnswer } from '../../../../infra/e2e/client/rest';
import { everybody, type Asker, type Case } from './askers';
import { CALLS, routeOf, type RouteCall, type Things } from './calls';
import { permissionsByHand, ruleByHand } from './permissions-by-hand';
import { PUBLIC_ORIGIN, startWholeApplication, type WholeApplication } from './whole-application';
import { unknownThings, World } from './world';

type Answer = RestAnswer<{ readonly type?: string }>;
type Named = readonly [name: string, route: RouteCall];

let app: WholeApplication;
let askers: readonly Asker[];
let foreign: Things;
let world: World;
let other: Session;
/** Statuses that each call was answered with. */
const answered = new Map<string, Set<number>>();

const calls: readonly Named[] = Object.entries(CALLS);
const methodOf = (name: string): string => name.split(' ')[0] ?? '';
const lasting = calls.filter(([, { ends }]) => ends === undefined);
const ending = calls.filter(([, { ends }]) => ends !== undefined);

function send([name, { call: made, ends }]: Named, asker: Asker, things: Things, method = methodOf(name)): Promise<Answer> {
  const { path, body } = made(things);
  const token = ends === 'this-session' ? asker.spare : asker.token;
  return call(app.origin, method, path, {
    ...(body === undefined ? {} : { body, headers: fromAnywhere() }),
    ...(method === 'GET' ? {} : { idempotencyKey: randomUUID() }),
    ...(token === undefined ? {} : { token }),
  });
}

const DEAD: readonly Case[] = ['no token of ours', 'expired', 'revoked', 'secret rotated', 'no member any more'];
const BARRED: Readonly<Partial<Record<Case, string>>> = { suspended: 'suspended', 'second factor missing': 'second-factor-required' };

function mayAsk({ kind, role, scopes }: Asker, permission: string): boolean {
  const { roles, browser, apiKey } = ruleByHand(permission);
  const surface = { account: true, browser, 'api-key': apiKey && scopes.includes(permission) };
  return roles.includes(role) && surface[kind];
}

/** `in`: past the guard. Otherwise status and type of the refusal. */
function expected({ asks, asksToo }: RouteCall, asker: Asker): string {
  const dead = DEAD.includes(asker.case);
  const barred = BARRED[asker.case];
  if (asks === 'public') return 'in';
  if (asks === 'public-or-signed-in') return dead ? '401 not-signed-in' : 'in';
  if (dead || asker.case === 'signed out') return '401 not-signed-in';
  if (asker.case === 'in no workspace') return ruleByHand(asks).alone ? 'in' : '403 no-workspace';
  if (barred !== undefined && !ruleByHand(asks).own) return `403 ${barred}`;
  const has = [asks, ...(asksToo === undefined ? [] : [asksToo])].every(
    (permission) => mayAsk(asker, permission) && (barred === undefined || ruleByHand(permission).own),
  );
  return has ? 'in' : '403 not-permitted';
}

function got({ status, body }: Answer, { reaches }: RouteCall): string {
  if (status < 500 && ((status !== 401 && status !== 403) || status === reaches)) return 'in';
  return `${String(status)} ${(body.type ?? '').replace('/problems/', '')}`;
}

const who = ({ kind, role, case: which, scopes }: Asker): string =>
  `${{ account: role, browser: `browser of ${role}`, 'api-key': `key of ${role} (${scopes.join(', ')})` }[kind]} · ${which}`;

const AT_ONCE = 16;
const EXTENSION = `chrome-extension://${TEST_EXTENSION_ID}`;

/** Lines of what is wrong, of a few askers at a time. */
async function ofEach(asking: readonly Asker[], check: (asker: Asker) => Promise<string | null>): Promise<readonly string[]> {
  const lines: (string | null)[] = [];
  for (let first = 0; first < asking.length; first += AT_ONCE) lines.push(...(await Promise.all(asking.slice(first, first + AT_ONCE).map(check))));
  return lines.filter((line) => line !== null);
}

const wrongAnswers = (named: Named, asking: readonly Asker[]): Promise<readonly string[]> =>
  ofEach(asking, async (asker) => {
    const [name, route] = named;
    const answer = await send(named, asker, asker.things);
    answered.set(name, (answered.get(name) ?? new Set()).add(answer.status));
    const [wanted, found] = [expected(route, asker), got(answer, route)];
    return wanted === found ? null : `${name} · ${who(asker)} · expected ${wanted}, got ${found}`;
  });

beforeAll(async () => {
  app = await startWholeApplication();
  world = new World(app);
  const owner = await world.founded();
  other = await world.another(owner, 'Elsewhere');
  const strict = await world.another(owner, 'Strict');
  foreign = await world.things(other);
  askers = await everybody(world, owner, strict, () => world.things(owner));
}, 300_000);
afterAll(() => app.close());

describe('who may do what', () => {
  it('is as written by hand', () => {
    expect(PERMISSIONS).toEqual(Object.fromEntries(permissionsByHand));
  });

  it('is asked for by every route as written by hand', () => {
    const declared = app.api
      .get(RouteTable)
      .routes()
      .map(({ method, path, access }) => {
        const asks = access.kind === 'permit' ? access.permission : access.knowsCaller ? 'public-or-signed-in' : 'public';
        return `${method} ${path}: ${asks}`;
      });
    const called = new Set(calls.map(([name, { asks }]) => `${routeOf(name)}: ${asks}`));
    expect([...called].sort()).toEqual([...declared].sort());
  });

  it('calls every route with ids where it takes some', () => {
    const [some, others] = [unknownThings(), unknownThings()];
    const blind = calls.filter(([name, route]) => {
      const takes = /\/:(?!file|document|type)/.test(name);
      return takes && route.call(some).path === route.call(others).path;
    });
    expect(blind.map(([name]) => name)).toEqual([]);
  });
});

/** What a caller can see of an answer, but for the path itself and what is new in every answer. */
function seen({ status, body, headers }: Answer, path: string): string {
  const { date: _date, 'x-request-id': _id, 'content-security-policy': _policy, ...rest } = headers;
  return `${String(status)} ${JSON.stringify(body).replaceAll(path.split('?')[0] ?? path, '<path>')} ${JSON.stringify(rest)}`;
}

/** How the id of a thing in another workspace can be told from one that nothing has. */
async function toldApart(named: Named, asker: Asker): Promise<string | null> {
  const [name, route] = named;
  const nothing = unknownThings();
  const theirs = seen(await send(named, asker, foreign), route.call(foreign).path);
  const nobodys = seen(await send(named, asker, nothing), route.call(nothing).path);
  return theirs === nobodys ? null : `${name} · ${who(asker)} · expected ${nobodys}, got ${theirs}`;
}

/** `in` or the status of the refusal; no body says more. */
async function wrongHead(named: Named, asker: Asker): Promise<string | null> {
  const { status, body } = await send(named, asker, asker.things, 'HEAD');
  const [wanted] = expected(named[1], asker).split(' ');
  const said = JSON.stringify(body);
  const found = `${status < 300 ? 'in' : String(status)}${said === '""' ? '' : ` with ${said}`}`;
  return found === wanted ? null : `HEAD of ${named[0]} · ${who(asker)} · expected ${String(wanted)}, got ${found}`;
}

/** An id may read like a word: `refresh` is one of a browser too. */
function methodsAt(path: string): readonly string[] {
  const pattern = (name: string): string =>
    routeOf(name)
      .slice(methodOf(name).length + 1)
      .replaceAll(/:\w+/g, '[^/]+');
  const there = calls.filter(([name]) => new RegExp(`^${pattern(name)}$`).test(path));
  return [...new Set(there.map(([name]) => methodOf(name)))].sort();
}

/** Status, with the methods that are told, and with whoever may read the answer. */
async function optionsFor(path: string, origin: string, token: string | undefined): Promise<string> {
  const asked = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' };
  const { status, headers } = await call(app.origin, 'OPTIONS', path, { headers: asked, token });
  const admitted = headers['access-control-allow-origin'];
  return [status, headers.allow, ...(admitted === undefined ? [] : ['for', admitted])].filter((word) => word !== undefined).join(' ');
}

describe('every route', () => {
  it('answers an id of another workspace as one that nothing has', async () => {
    const alive = askers.filter((asker) => ['own workspace', 'in no workspace', ...Object.keys(BARRED)].includes(asker.case));
    const naming = lasting.filter(([, route]) => Object.values(foreign).some((id) => JSON.stringify(route.call(foreign)).includes(id)));
    const wrong: string[] = [];
    for (const named of naming) wrong.push(...(await ofEach(alive, (asker) => toldApart(named, asker))));
    expect(wrong).toEqual([]);
    expect(naming.length * alive.length).toBeGreaterThan(700);
  }, 120_000);

  it('answers HEAD as the table says of GET, without a word', async () => {
    const wrong: string[] = [];
    for (const named of lasting.filter(([name]) => methodOf(name) === 'GET')) wrong.push(...(await ofEach(askers, (asker) => wrongHead(named, asker))));
    expect(wrong).toEqual([]);
  });

  it('answers OPTIONS to our extension alone, whoever asks, and tells everybody else no more than its methods', async () => {
    const paths = new Set(calls.map(([, route]) => route.call(foreign).path.replace(/\?.*/, '')));
    const alive = askers.find(({ case: which }) => which === 'own workspace');
    const wrong: string[] = [];
    for (const path of paths) {
      for (const origin of [EXTENSION, PUBLIC_ORIGIN, 'https://elsewhere.example', EXTENSION.replaceAll('a', 'b'), 'null']) {
        const wanted = origin === EXTENSION ? `204 for ${EXTENSION}` : `405 ${methodsAt(path).join(', ')}`;
        for (const token of [undefined, alive?.token]) {
          const found = await optionsFor(path, origin, token);
          if (found !== wanted) wrong.push(`OPTIONS ${path} from ${origin} · expected ${wanted}, got ${found}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('answers everybody as the table says', async () => {
    const wrong: string[] = [];
    for (const named of lasting) wrong.push(...(await wrongAnswers(named, askers)));
    // Who leaves takes browsers and keys along: these ask first.
    const people = askers.filter(({ kind }) => kind === 'account');
    const others = askers.filter(({ kind }) => kind !== 'account');
    for (const named of ending) wrong.push(...(await wrongAnswers(named, others)), ...(await wrongAnswers(named, people)));
    expect(wrong).toEqual([]);
    expect(calls.length * askers.length).toBeGreaterThan(6_000);
  }, 300_000);

  it('suspends no owner, whoever asks', async () => {
    const owner = foreign.heir;
    const admin = await world.joined(other, 'admin');
    const answer = await call<{ type: string }>(app.origin, 'POST', `/api/v1/members/${owner}/suspension`, {
      token: admin.accessToken,
      body: { reason: 'No.' },
    });
    expect([answer.status, answer.body.type]).toEqual([409, '/problems/owner-stays']);
  });

  it('was got to the end of by somebody', () => {
    const short = calls.flatMap(([name, { reaches }]) => {
      const statuses = [...(answered.get(name) ?? [])];
      const far = reaches === undefined ? statuses.some((status) => status < 300) : statuses.includes(reaches);
      return far ? [] : [`${name}: ${statuses.join(' ')}`];
    });
    expect(short).toEqual([]);
  });
});
