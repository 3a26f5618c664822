import { Body, Controller, Get, HttpCode, Module, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { connect, type AddressInfo } from 'node:net';
import { Public } from '../identity/access';
import { TEST_EXTENSION_ID, startApplication, type TestApplication } from '../testing/application';
import { Facts, type RequestFacts } from './request-facts';

/** The answer of `slow` waits until this is called. */
let release: () => void = () => undefined;
let reached: () => void = () => undefined;

@Controller('api/v1/limits')
class LimitsController {
  @Get()
  @Public()
  address(@Facts() { address }: RequestFacts): object {
    return { address };
  }

  @Post()
  @Public()
  @HttpCode(200)
  take(@Body() body: object): object {
    return { fields: Object.keys(body).length };
  }

  @Get('slow')
  @Public()
  async slow(@Res({ passthrough: true }) response: Response): Promise<object> {
    response.setHeader('X-Slow', 'yes');
    await new Promise<void>((resolve) => {
      release = resolve;
      reached();
    });
    return { finished: true };
  }
}

@Module({ controllers: [LimitsController] })
class LimitsModule {}

const start = (options: Partial<Parameters<typeof startApplication>[0]> = {}): Promise<TestApplication> =>
  startApplication({ modules: () => [LimitsModule], views: [], ...options });

/** Everything the server answers to these bytes until it hangs up; the socket stays open on our side. */
function exchange(app: TestApplication, bytes: string): Promise<string> {
  const { port } = app.server.address() as AddressInfo;
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
    socket.on('error', () => undefined).on('close', () => resolve(answer));
    socket.write(bytes);
  });
}

const statusOf = (answer: string): string => answer.split('\r\n')[0] ?? '';
const lines = (count: number): string => Array.from({ length: count }, (_, index) => `X-Filler-${String(index)}: 1\r\n`).join('');
const get = (path: string, headers = ''): string => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}Connection: close\r\n\r\n`;

describe('a request that is too large', () => {
  let app: TestApplication;
  beforeAll(async () => {
    app = await start();
  });
  afterAll(() => app.close());

  it('is refused by its number of headers, of which none is dropped in silence', async () => {
    expect(statusOf(await exchange(app, get('/api/v1/limits', lines(62))))).toBe('HTTP/1.1 200 OK');
    const refused = await exchange(app, get('/api/v1/limits', lines(63)));
    expect(statusOf(refused)).toBe('HTTP/1.1 431 Request Header Fields Too Large');
    expect(refused).toContain('/problems/too-many-headers');
    expect(statusOf(await exchange(app, get('/api/v1/limits', lines(500))))).toBe('HTTP/1.1 431 Request Header Fields Too Large');
  });

  it('is refused by the size of its headers and by the length of its address', async () => {
    expect(statusOf(await exchange(app, get('/api/v1/limits', `X-Long: ${'x'.repeat(16_384)}\r\n`)))).toBe('HTTP/1.1 431 Request Header Fields Too Large');
    const path = (length: number): string => `/api/v1/limits?a=${'x'.repeat(length - '/api/v1/limits?a='.length)}`;
    expect(statusOf(await exchange(app, get(path(4_096))))).toBe('HTTP/1.1 200 OK');
    const refused = await exchange(app, get(path(4_097)));
    expect(statusOf(refused)).toBe('HTTP/1.1 414 URI Too Long');
    expect(refused).toContain('/problems/address-too-long');
  });

  it.each([
    ['two hosts', 'GET /api/v1/limits HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n'],
    ['no host', 'GET /api/v1/limits HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['a length and chunks', 'POST /api/v1/limits HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['two lengths', 'POST /api/v1/limits HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\nContent-Length: 4\r\n\r\n{}'],
    ['a bare line feed', 'GET /api/v1/limits HTTP/1.1\nHost: 127.0.0.1\n\n'],
  ])('is refused for %s', async (_case, bytes) => {
    expect(statusOf(await exchange(app, bytes))).toMatch(/^HTTP\/1\.1 4(?:00|21) .+/);
  });
});

describe('a slow client', () => {
  let app: TestApplication;
  beforeAll(async () => {
    app = await start({ patience: { headers: 200, request: 400, idle: 200, silence: 1_500 } });
  });
  afterAll(() => app.close());

  it.each([
    ['with its headers', 'GET /api/v1/limits HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: '],
    ['with its body', 'POST /api/v1/limits HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a":'],
  ])('is cut %s', async (_case, bytes) => {
    expect(statusOf(await exchange(app, bytes))).toBe('HTTP/1.1 408 Request Timeout');
  });

  it('is cut when it asks nothing more, and when it never asks', async () => {
    expect(statusOf(await exchange(app, 'GET /api/v1/limits HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'))).toBe('HTTP/1.1 200 OK');
    expect(await exchange(app, '')).not.toContain('200');
  });
});

describe('an application that stops', () => {
  it('finishes the request in flight and takes no new one', async () => {
    const app = await start();
    const { port } = app.server.address() as AddressInfo;
    const arrived = new Promise<void>((resolve) => (reached = resolve));
    const answer = exchange(app, get('/api/v1/limits/slow'));
    await arrived;
    const stopped = new Promise((resolve) => app.server.close(resolve));
    await expect(fetch(`http://127.0.0.1:${String(port)}/health/live`)).rejects.toThrow('fetch failed');
    release();
    expect(await answer).toContain('{"finished":true}');
    await stopped;
    await app.close();
  });
});

describe('the address of a client', () => {
  const forwarded = async (app: TestApplication): Promise<unknown> =>
    (await app.http.get('/api/v1/limits').set('X-Forwarded-For', '203.0.113.9, 198.51.100.7')).body.address;

  it('is the one of the connection unless the proxy is a trusted one', async () => {
    const [nobody, near, both] = [
      await start(),
      await start({ trustedProxies: ['127.0.0.1'] }),
      await start({ trustedProxies: ['127.0.0.0/8', '198.51.100.7'] }),
    ];
    expect(await forwarded(nobody)).toBe('127.0.0.1');
    expect(await forwarded(near)).toBe('198.51.100.7');
    expect(await forwarded(both)).toBe('203.0.113.9');
    await Promise.all([nobody.close(), near.close(), both.close()]);
  });
});

describe('an installation behind TLS', () => {
  let app: TestApplication;
  beforeAll(async () => {
    app = await start({ origin: 'https://127.0.0.1', trustedProxies: ['127.0.0.1'] });
  });
  afterAll(() => app.close());

  it('tells browsers so for a year in every answer, also where there was no request to answer', async () => {
    const hsts = 'max-age=31536000; includeSubDomains';
    const answers = await Promise.all(['/api/v1/limits', '/nowhere', '/health/live'].map((path) => app.http.get(path)));
    expect(answers.map(({ headers }) => headers['strict-transport-security'])).toEqual([hsts, hsts, hsts]);
    for (const bytes of ['nonsense\r\n\r\n', get('/api/v1/limits', `X-Long: ${'x'.repeat(16_384)}\r\n`)]) {
      const refused = await exchange(app, bytes);
      expect(statusOf(refused)).toMatch(/^HTTP\/1\.1 4(?:00|31) /);
      for (const header of [`Strict-Transport-Security: ${hsts}`, 'X-Content-Type-Options: nosniff', "frame-ancestors 'none'"])
        expect(refused).toContain(header);
    }
  });

  it('refuses what its proxy took in without TLS, and believes nobody else about that', async () => {
    const over = (protocol: string) => app.http.get('/api/v1/limits').set('X-Forwarded-Proto', protocol);
    const refused = await over('http');
    expect([refused.status, refused.body.type, refused.headers['location']]).toEqual([403, '/problems/tls-required', undefined]);
    expect([(await over('https')).status, (await app.http.get('/api/v1/limits')).status]).toEqual([200, 200]);
    const alone = await start({ origin: 'https://127.0.0.1' });
    expect((await alone.http.get('/api/v1/limits').set('X-Forwarded-Proto', 'http')).status).toBe(200);
    await alone.close();
  });
});

describe('every answer', () => {
  let app: TestApplication;
  beforeAll(async () => {
    app = await start();
  });
  afterAll(() => app.close());

  it('can be read by the extension, also when it is an early "no"', async () => {
    const extension = `chrome-extension://${TEST_EXTENSION_ID}`;
    const from = (host: string, key: string, path = '/api/v1/limits') => app.http.get(path).set({ Origin: extension, Host: host, 'Idempotency-Key': key });
    const answers = await Promise.all([from('evil.example', 'k'), from('127.0.0.1', ''), from('127.0.0.1', 'k', `/${'x'.repeat(5_000)}`)]);
    expect(answers.map(({ status, headers }) => [status, headers['access-control-allow-origin'], headers['vary']])).toEqual([
      [421, extension, 'Origin'],
      [400, extension, 'Origin'],
      [414, extension, 'Origin'],
    ]);
  });

  it('may be the one that says where to report a weakness', async () => {
    const answer = await app.http.get('/.well-known/security.txt');
    expect([answer.status, answer.type, answer.text.split('\n')[0]]).toEqual([200, 'text/plain', 'Contact: mailto:security@example.com']);
  });

  it('carries the strict headers and is kept by nobody', async () => {
    const { headers } = await app.http.get('/api/v1/limits');
    const { 'content-security-policy': policy, 'permissions-policy': permissions, ...rest } = headers as Record<string, string>;
    const varying = new Set(['date', 'x-request-id', 'content-length', 'content-type', 'connection', 'keep-alive', 'vary']);
    expect(Object.fromEntries(Object.entries(rest).filter(([name]) => !varying.has(name)))).toEqual({
      'cache-control': 'no-store',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'origin-agent-cluster': '?1',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-dns-prefetch-control': 'off',
      'x-download-options': 'noopen',
      'x-frame-options': 'DENY',
      'x-permitted-cross-domain-policies': 'none',
      'x-xss-protection': '0',
    });
    expect(policy?.replace(/'nonce-[\w-]{22}'/, 'NONCE').split(';')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' NONCE",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types angular angular#components',
    ]);
    expect(permissions).toContain('camera=()');
  });
});
