/** Requests that another site, another port of this machine or a planted cookie makes in the name of somebody who is signed in. */
import type { Response } from 'supertest';
import { OWNER, PASSWORD, startAttacked, type Attacked } from './attacked';

const NAME = 'leadgen_refresh';

describe('a forged request', () => {
  let attacked: Attacked;
  beforeAll(async () => {
    attacked = await startAttacked();
  });
  afterAll(() => attacked.close());

  async function freshCookie(): Promise<string> {
    const { headers } = await attacked.call({ method: 'post', path: '/api/v1/sessions', body: { email: OWNER.email, password: PASSWORD } });
    const [cookie = ''] = (headers['set-cookie'] as unknown as readonly string[] | undefined) ?? [];
    return cookie.slice(`${NAME}=`.length).split(';')[0] ?? '';
  }
  const refresh = (cookie: string, headers = {}): Promise<Response> =>
    attacked.call({ method: 'post', path: '/api/v1/sessions/refresh', headers: { Cookie: cookie, ...headers } });
  const changing = () => attacked.operations.filter(({ method }) => method !== 'get');

  it('with a second cookie of the same name renews nobody’s session', async () => {
    const [mine, planted] = [await freshCookie(), await freshCookie()];
    const pairs = [`${NAME}=${planted}; ${NAME}=${mine}`, `${NAME}=${mine}; ${NAME}=${planted}`, `${NAME}=; ${NAME}=${mine}`, `${NAME}=${mine};${NAME} =x`];
    for (const cookie of pairs) expect((await refresh(cookie)).status).toBe(401);
    expect((await refresh(`other=x; ${NAME}=${mine}`)).status).toBe(200);
  });

  it.each(['__Host-leadgen_refresh', '__Secure-leadgen_refresh', 'LEADGEN_REFRESH', 'leadgen_refresh2', '$leadgen_refresh', 'x; path=/; leadgen_refresh2'])(
    'with the cookie under the name %p renews nothing',
    async (name) => {
      expect((await refresh(`${name}=${await freshCookie()}`)).status).toBe(401);
    },
  );

  it('with the cookie alone does nothing but renew the session', async () => {
    const cookie = `${NAME}=${await freshCookie()}`;
    for (const { method, path, body, permission } of attacked.operations.filter((operation) => operation.permission !== null)) {
      const { status } = await attacked.call({ method, path, body: body(), headers: { Cookie: cookie } });
      expect([method, path, permission, status]).toEqual([method, path, permission, 401]);
    }
  });

  it.each([
    'http://evil.example',
    'https://127.0.0.1',
    'http://127.0.0.1:1',
    'http://localhost.evil.example',
    'null',
    '',
    'file://',
    'chrome-extension://pppp',
  ])('from the origin %p changes nothing, whatever it carries', async (origin) => {
    for (const operation of changing()) {
      const { status, headers, body } = await attacked.permitted(operation, {
        headers: { Origin: origin, Cookie: `${NAME}=x` },
        token: attacked.owner.accessToken,
      });
      expect([operation.path, status, body.type, headers['access-control-allow-origin']]).toEqual([operation.path, 403, '/problems/foreign-origin', undefined]);
    }
  });

  it.each([
    ['application/x-www-form-urlencoded', 'a=1'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['text/plain', '{"a":1}'],
    ['text/plain; application/json', '{"a":1}'],
    ['application/csp-report', '{"a":1}'],
    ['application/xml', '<a/>'],
  ])('as %s, which a page may send without asking, is refused', async (type, body) => {
    for (const operation of changing()) {
      const { status } = await attacked.permitted(operation, { body, headers: { 'Content-Type': type } });
      expect([operation.path, status]).toEqual([operation.path, 415]);
    }
  });

  it('has no other method than its own', async () => {
    const override = { 'X-HTTP-Method-Override': 'DELETE', 'X-HTTP-Method': 'DELETE', 'X-Method-Override': 'DELETE' };
    const get = { method: 'get', path: '/api/v1/sessions/current?_method=DELETE', token: attacked.owner.accessToken, headers: override } as const;
    expect((await attacked.call(get)).status).toBe(405);
    expect((await attacked.call({ method: 'get', path: '/api/v1/me', token: attacked.owner.accessToken })).status).toBe(200);
  });
});
