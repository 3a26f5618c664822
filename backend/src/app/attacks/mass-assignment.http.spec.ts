import { type Attacked, saidBy, startAttacked } from './attacked';
import { isNamed } from './operations';

/** What the server knows of accounts, members, keys and leads and no body may set. */
const PRIVILEGED: Readonly<Record<string, unknown>> = {
  _id: '1',
  id: '11111111-1111-4111-8111-111111111111',
  accountId: '11111111-1111-4111-8111-111111111111',
  workspaceId: '11111111-1111-4111-8111-111111111111',
  sessionId: '11111111-1111-4111-8111-111111111111',
  browserId: null,
  by: 'owner',
  kind: 'account',
  role: 'owner',
  roles: ['owner'],
  isAdmin: true,
  owner: true,
  founder: true,
  scopes: ['*'],
  permissions: ['transfer-ownership'],
  state: 'active',
  status: 'active',
  suspended: null,
  secondFactorRequired: false,
  emailVerified: true,
  emailToken: 'x',
  passwordHash: 'scrypt$4$AAAA$AAAA',
  generation: 0,
  revision: 0,
  ifRevision: 0,
  limits: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2099-01-01T00:00:00.000Z',
};

describe('a field that is not the caller’s to set', () => {
  let attacked: Attacked;
  beforeAll(async () => {
    attacked = await startAttacked();
  });
  afterAll(() => attacked.close());

  it('is refused by name in every object of every body', async () => {
    let tried = 0;
    for (const operation of attacked.operations) {
      for (const { pointer, schema } of operation.objects) {
        const foreign = Object.keys(PRIVILEGED).filter((name) => !(name in (schema.properties ?? {})));
        const body = operation.body() ?? {};
        Object.assign(objectAt(body, pointer), Object.fromEntries(foreign.map((name) => [name, PRIVILEGED[name]])));
        const answer = await attacked.permitted(operation, { body });
        const ignored = foreign.filter((name) => !isNamed(`${pointer}/${name}`, answer.body));
        expect([operation.path, pointer, answer.status, ignored]).toEqual([operation.path, pointer, 400, []]);
        tried += foreign.length;
      }
    }
    expect(tried).toBeGreaterThan(500);
  });

  it('does nothing in a query that no one reads', async () => {
    for (const operation of attacked.operations.filter(({ method, path, query }) => method === 'get' && query.length === 0 && !path.endsWith('/live'))) {
      const asked = new URLSearchParams(Object.entries(PRIVILEGED).map(([name, value]): [string, string] => [name, String(value)])).toString();
      const [plain, changed] = [await attacked.permitted(operation), await attacked.permitted(operation, { path: `${operation.path}?${asked}` })];
      expect([operation.path, ...saidBy(changed)]).toEqual([operation.path, ...saidBy(plain)]);
    }
  });
});

const objectAt = (body: Record<string, unknown>, pointer: string): object =>
  pointer
    .split('/')
    .slice(1)
    .reduce<object>((at, step) => (at as Readonly<Record<string, object>>)[step] ?? {}, body);
