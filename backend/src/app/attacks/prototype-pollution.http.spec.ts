import { startAttacked, type Attacked } from './attacked';

const POLLUTION = '{"polluted":"yes","isAdmin":true,"status":299}';
const KEYS = [`"__proto__":${POLLUTION}`, `"\\u005f_proto__":${POLLUTION}`, `"constructor":{"prototype":${POLLUTION}}`, `"prototype":${POLLUTION}`];
/** In capitals, because the client would lose the name in small letters; the server makes them small. */
const HEADERS = { Cookie: '__proto__=j:{"polluted":"yes"}; constructor=yes', __PROTO__: 'yes' };

describe('a key that could reach a prototype', () => {
  let attacked: Attacked;
  let before: string;
  beforeAll(async () => {
    attacked = await startAttacked();
    before = (await attacked.call({ method: 'get', path: '/api/v1/me', token: attacked.owner.accessToken })).text;
  });
  afterEach(async () => {
    expect(Object.getOwnPropertyNames(Object.prototype).filter((name) => /polluted|isAdmin|status/.test(name))).toEqual([]);
    expect(Object.getOwnPropertyNames(Array.prototype)).not.toContain('polluted');
    expect((await attacked.call({ method: 'get', path: '/api/v1/me', token: attacked.owner.accessToken })).text).toBe(before);
  });
  afterAll(() => attacked.close());

  it('is refused in every object of every body', async () => {
    for (const operation of attacked.operations) {
      for (const { pointer } of operation.objects) {
        for (const key of KEYS) {
          const body = withKey(JSON.stringify(operation.body()), JSON.stringify(valueAt(operation.body(), pointer)), key);
          const answer = await attacked.permitted(operation, { body });
          expect([operation.path, pointer, key, answer.status, answer.body.type]).toEqual([operation.path, pointer, key, 400, '/problems/forbidden-key']);
        }
      }
    }
  });

  it('reaches nothing from a query, a cookie or a header', async () => {
    for (const operation of attacked.operations.filter(({ method, path }) => method === 'get' && !path.endsWith('/live'))) {
      const answered = async (query: string, headers = {}): Promise<number> =>
        (await attacked.permitted(operation, { path: `${operation.path}?${query}`, headers })).status;
      const plain = { unknown: await answered('unknown=yes'), without: await answered('') };
      for (const asked of ['__proto__[polluted]=yes', '__proto__.polluted=yes', 'constructor[prototype][polluted]=yes'])
        expect([operation.path, asked, await answered(asked, HEADERS)]).toEqual([operation.path, asked, plain.unknown]);
      // The parser of queries drops the name by itself.
      expect([operation.path, await answered('__proto__=yes', HEADERS)]).toEqual([operation.path, plain.without]);
    }
  });
});

const valueAt = (body: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce((at, step) => (at as Readonly<Record<string, unknown>>)[step], body);

/** The text of the body with one more key in the object that reads like `object`. */
const withKey = (body: string, object: string, key: string): string => body.replace(object, object === '{}' ? `{${key}}` : `{${key},${object.slice(1)}`);
