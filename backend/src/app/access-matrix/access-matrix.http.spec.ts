/** Every route for everybody in every standing, expected from a table that is written by hand beside the one that the guard reads. */
import { randomUUID } from 'node:crypto';
import type { Session } from '../../../../event-schemas/src/http/sign-in';
import { RouteTable } from '../../platform/http/route-table';
import { PERMISSIONS } from '../../platform/identity/permissions';
import { call, type RestAnswer } from '../../../../infra/e2e/client/rest';
import { everybody, type Asker, type Case } from './askers';
import { CALLS, routeOf, type RouteCall, type Things } from './calls';
import { permissionsByHand, ruleByHand } from './permissions-by-hand';
import { startWholeApplication, type WholeApplication } from './whole-application';
import { fromAnywhere, unknownThings, World } from './world';

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

function send([name, { call: made, ends }]: Named, asker: Asker, things: Things): Promise<Answer> {
  const method = methodOf(name);
  const { path, body } = made(things);
  const token = ends === 'this-session' ? asker.spare : asker.token;
  return call(app.origin, method, path, {
    ...(body === undefined ? {} : { body, headers: fromAnywhere() }),
    ...(method === 'GET' ? {} : { idempotencyKey: randomUUID() }),
    ...(token === undefined ? {} : { token }),
  });
}

const DEAD: readonly Case[] = ['no token of ours', 'expired', 'revoked', 'no member any more'];
const BARRED: Readonly<Partial<Record<Case, string>>> = { suspended: 'suspended', 'second factor missing': 'second-factor-required' };

/** `in`: past the guard. Otherwise status and type of the refusal. */
function expected({ asks, asksToo }: RouteCall, asker: Asker): string {
  const dead = DEAD.includes(asker.case);
  const barred = BARRED[asker.case];
  if (asks === 'public') return 'in';
  if (asks === 'public-or-signed-in') return dead ? '401 not-signed-in' : 'in';
  if (dead || asker.case === 'signed out') return '401 not-signed-in';
  if (barred !== undefined && !ruleByHand(asks).own) return `403 ${barred}`;
  const rules = [ruleByHand(asks), ...(asksToo === undefined ? [] : [ruleByHand(asksToo)])];
  const has = rules.every(({ roles, browser, own }) => roles.includes(asker.role) && (asker.kind === 'account' || browser) && (barred === undefined || own));
  return has ? 'in' : '403 not-permitted';
}

function got({ status, body }: Answer, { reaches }: RouteCall): string {
  if (status < 500 && ((status !== 401 && status !== 403) || status === reaches)) return 'in';
  return `${String(status)} ${(body.type ?? '').replace('/problems/', '')}`;
}

const who = (asker: Asker): string => `${asker.kind === 'browser' ? 'browser of ' : ''}${asker.role} · ${asker.case}`;

/** One line for each answer that is another than expected. */
async function wrongAnswers(named: Named, asking: readonly Asker[]): Promise<readonly string[]> {
  const [name, route] = named;
  const lines = await Promise.all(
    asking.map(async (asker) => {
      const answer = await send(named, asker, asker.things);
      answered.set(name, (answered.get(name) ?? new Set()).add(answer.status));
      const [wanted, found] = [expected(route, asker), got(answer, route)];
      return wanted === found ? [] : [`${name} · ${who(asker)} · expected ${wanted}, got ${found}`];
    }),
  );
  return lines.flat();
}

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
      const takes = /\/:(?!file|document)/.test(name);
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

describe('every route', () => {
  it('answers an id of another workspace as one that nothing has', async () => {
    const alive = askers.filter((asker) => ['own workspace', ...Object.keys(BARRED)].includes(asker.case));
    const naming = lasting.filter(([, route]) => Object.values(foreign).some((id) => JSON.stringify(route.call(foreign)).includes(id)));
    const wrong: string[] = [];
    for (const named of naming) {
      for (const asker of alive) {
        const nothing = unknownThings();
        const theirs = seen(await send(named, asker, foreign), named[1].call(foreign).path);
        const nobodys = seen(await send(named, asker, nothing), named[1].call(nothing).path);
        if (theirs !== nobodys) wrong.push(`${named[0]} · ${who(asker)} · expected ${nobodys}, got ${theirs}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(naming.length * alive.length).toBeGreaterThan(400);
  }, 120_000);

  it('answers everybody as the table says', async () => {
    const wrong: string[] = [];
    for (const named of lasting) wrong.push(...(await wrongAnswers(named, askers)));
    // Who leaves takes the paired browsers along: these ask first.
    const browsersFirst = [...askers].sort((one, other) => other.kind.localeCompare(one.kind));
    for (const named of ending) for (const asker of browsersFirst) wrong.push(...(await wrongAnswers(named, [asker])));
    expect(wrong).toEqual([]);
    expect(calls.length * askers.length).toBeGreaterThan(3_000);
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
