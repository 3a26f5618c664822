import { RouteTable } from '../../platform/http/route-table';
import { type Attacked, saidBy, startAttacked } from './attacked';
import { isNamed, withValue } from './operations';

/** What a query of MongoDB would take for more than a value. */
const OPERATORS: readonly unknown[] = [
  { $gt: '' },
  { $ne: null },
  { $regex: '.*' },
  { $where: 'sleep(1000)' },
  { $expr: { $eq: [1, 1] } },
  [{ $gt: '' }],
  ['a', 'b'],
  { length: 20, toString: 'x' },
];
const IDS = ['{"$gt":""}', '[$ne]=1', '$where', '*', '.*', 'null', '..', '__proto__', '\u0000', "' || '1'=='1"];

describe('an operator of the database', () => {
  let attacked: Attacked;
  beforeAll(async () => {
    attacked = await startAttacked();
  });
  afterAll(() => attacked.close());

  it('is looked for in every operation that the API has', () => {
    const known = new Set(attacked.operations.map(({ method, pattern }) => `${method.toUpperCase()} ${pattern}`));
    const routes = attacked.app.app
      .get(RouteTable)
      .routes()
      .filter(({ path }) => path.startsWith('/api/v1/'))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(routes.filter((route) => !known.has(route))).toEqual([]);
    expect(attacked.operations.flatMap(({ texts }) => texts).length).toBeGreaterThan(60);
  });

  it('is refused by name in every text of every body', async () => {
    for (const operation of attacked.operations) {
      for (const { pointer } of operation.texts) {
        for (const operator of OPERATORS) {
          const { status, body } = await attacked.permitted(operation, { body: withValue(operation.body() ?? {}, pointer, operator) });
          expect([operation.path, pointer, operator, status, isNamed(pointer, body)]).toEqual([operation.path, pointer, operator, 400, true]);
        }
      }
    }
  });

  it('is no name of a field either', async () => {
    for (const operation of attacked.operations) {
      for (const { pointer } of operation.objects) {
        for (const name of ['$where', '$set', 'a.b', '$or']) {
          const { status, body } = await attacked.permitted(operation, { body: withValue(operation.body() ?? {}, `${pointer}/${name}`, 'x') });
          expect([operation.path, pointer, name, status, body.type]).toEqual([operation.path, pointer, name, 400, '/problems/invalid-request']);
        }
      }
    }
  });

  it('does not come in as a list in place of an object', async () => {
    for (const operation of attacked.operations) {
      for (const { pointer } of operation.objects.filter(({ pointer }) => pointer !== '')) {
        for (const value of [[], [{}], [[]], 'x', 1, true]) {
          const { status, body } = await attacked.permitted(operation, { body: withValue(operation.body() ?? {}, pointer, value) });
          expect([operation.path, pointer, value, status, body.type]).toEqual([operation.path, pointer, value, 400, '/problems/invalid-request']);
        }
      }
    }
  });

  it('is refused in every parameter of every query', async () => {
    for (const operation of attacked.operations) {
      for (const name of operation.query) {
        for (const asked of [`${name}[$ne]=`, `${name}[$gt]=1`, `${name}=1&${name}=2`, `${name}[]=1`, `${name}=1&$where=1`]) {
          const { status } = await attacked.permitted(operation, { path: `${operation.path}?${asked}` });
          expect([operation.path, asked, status]).toEqual([operation.path, asked, 400]);
        }
      }
    }
  });

  it('changes nothing where no query is read', async () => {
    const unread = attacked.operations.filter(({ method, query, path }) => method === 'get' && query.length === 0 && !path.endsWith('/live'));
    for (const operation of unread) {
      const plain = await attacked.permitted(operation);
      const asked = await attacked.permitted(operation, { path: `${operation.path}?a[$ne]=&$where=1&__proto__[x]=1` });
      expect([operation.path, ...saidBy(asked)]).toEqual([operation.path, ...saidBy(plain)]);
    }
  });

  it('is no id', async () => {
    for (const operation of attacked.operations.filter(({ pattern }) => pattern.includes('{'))) {
      for (const id of IDS) {
        const path = operation.pattern.replaceAll(/\{\w+\}/g, encodeURIComponent(id).replaceAll('.', '%2e'));
        const { status, body } = await attacked.permitted(operation, { path });
        expect([path, status, body.type]).toEqual([path, expect.any(Number), expect.stringMatching(/invalid-request|not-found|malformed-request/)]);
      }
    }
  });
});
