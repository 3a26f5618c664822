import { Body, Controller, Get, Module, Post, Query, Res } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import type { Response } from 'express';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StreamContended } from '../decider/decider-runner';
import { Permit, Public } from '../identity/access';
import { TEST_EXTENSION_ID, startApplication, type TestApplication } from '../testing/application';
import { decodeCursor, encodeCursor } from './cursor';
import { HttpProblem } from './http-problem';
import { Facts, type RequestFacts } from './request-facts';

class RowDto {
  @IsString()
  @MaxLength(20)
  readonly fullName!: string;
}

class ThingDto {
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => RowDto)
  readonly rows!: RowDto[];

  @IsOptional()
  readonly anything?: unknown;
}

class ListDto {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  readonly limit?: number;

  @IsOptional()
  @IsString()
  readonly cursor?: string;
}

@Controller('api/v1/things')
class ThingsController {
  @Post()
  @Public()
  make(@Body() body: ThingDto, @Facts() facts: RequestFacts): object {
    return { rows: body.rows.length, key: facts.idempotencyKey };
  }

  @Get()
  @Public()
  list(@Query() query: ListDto): object {
    return query.cursor === undefined ? { next: encodeCursor('name', ['Ada', 1, null]) } : { values: decodeCursor(query.cursor, 'name', 3) };
  }

  @Get('own')
  @Permit('read-leads')
  own(): object {
    return {};
  }

  @Get('fault')
  @Public()
  fault(): never {
    throw new Error('secret of Ada Lovelace in /home/ada');
  }

  @Get('contended')
  @Public()
  contended(): never {
    throw new StreamContended('Others wrote to import-1 4 times in a row.');
  }

  @Get('late-fault')
  @Public()
  lateFault(@Res({ passthrough: true }) response: Response): never {
    response.write('begun');
    throw new HttpProblem({ status: 409, type: 'late', title: 'Late', detail: 'Too late to say.' });
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

describe('the HTTP platform', () => {
  const dashboard = mkdtempSync(join(tmpdir(), 'leadgen-dashboard-'));
  let app: TestApplication;
  beforeAll(async () => {
    writeFileSync(join(dashboard, 'index.html'), '<app-root ngCspNonce="__CSP_NONCE__"></app-root>');
    writeFileSync(join(dashboard, 'main-ABCD1234.js'), 'started();');
    writeFileSync(join(dashboard, 'favicon.svg'), '<svg/>');
    for (const folder of ['assets', '.git']) mkdirSync(join(dashboard, folder));
    for (const file of ['assets/.secret.css', '.git/config', '.git/HEAD', '.env']) writeFileSync(join(dashboard, file), 'secret');
    app = await startApplication({ modules: () => [ThingsModule], views: [], dashboard });
  });
  afterAll(async () => {
    await app.close();
    rmSync(dashboard, { recursive: true });
  });

  const make = (body: string | object) => app.http.post('/api/v1/things').send(body);
  const raw = (body: string) => app.http.post('/api/v1/things').set('Content-Type', 'application/json').send(body);
  const row = { fullName: 'Ada' };

  it('names the row, the field and the rule', async () => {
    const answer = await make({ rows: [row, row, row, { fullName: 'x'.repeat(21) }, { fullName: 5, extra: 1 }], more: 1 });
    expect([answer.status, answer.type]).toEqual([400, 'application/problem+json']);
    expect(answer.body).toEqual({
      type: '/problems/invalid-request',
      title: 'The request is not valid',
      status: 400,
      detail: '4 fields break a rule; see errors.',
      instance: '/api/v1/things',
      errors: [
        { pointer: '/more', code: 'unknown-field', message: 'This field is not known here; leave it out.' },
        { pointer: '/rows/3/fullName', code: 'max-length', message: 'fullName must be shorter than or equal to 20 characters' },
        { pointer: '/rows/4/extra', code: 'unknown-field', message: 'This field is not known here; leave it out.' },
        { pointer: '/rows/4/fullName', code: 'max-length', message: 'fullName must be shorter than or equal to 20 characters' },
        { pointer: '/rows/4/fullName', code: 'is-string', message: 'fullName must be a string' },
      ],
    });
  });

  it('does not repeat a field name that could be anything', async () => {
    const answer = await make({ rows: [], 'Ada Lovelace <ada@example.com>': 1 });
    expect(answer.body.errors).toEqual([{ pointer: '/(unnamed)', code: 'unknown-field', message: 'This field is not known here; leave it out.' }]);
  });

  const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  it.each([
    ['malformed JSON', '{"rows":', 400, '/problems/malformed-request'],
    ['a bare text', '"rows"', 400, '/problems/malformed-request'],
    ['a list', '[]', 400, '/problems/invalid-request'],
    ['thirteen levels', `{"rows":[],"anything":${nested(12)}}`, 400, '/problems/body-too-deep'],
    ['a hundred thousand levels', `{"rows":[],"anything":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400, '/problems/body-too-deep'],
    ['a key of a prototype', '{"rows":[],"anything":{"__proto__":{"admin":true}}}', 400, '/problems/forbidden-key'],
    ['the same in other letters', '{"rows":[],"anything":{"\\u005f_proto__":1}}', 400, '/problems/forbidden-key'],
    ['a constructor', '{"rows":[{"fullName":"a","constructor":{"prototype":{}}}]}', 400, '/problems/forbidden-key'],
    ['over a mebibyte', JSON.stringify({ rows: [], anything: 'x'.repeat(1_048_576) }), 413, '/problems/body-too-large'],
  ])('refuses %s', async (_case, body, status, type) => {
    const answer = await raw(body);
    expect([answer.status, answer.body.type]).toEqual([status, type]);
  });

  it('takes twelve levels', async () => {
    expect((await raw(`{"rows":[],"anything":${nested(11)}}`)).status).toBe(201);
  });

  it.each([
    ['a form', 'application/x-www-form-urlencoded', 'rows=1'],
    ['plain text', 'text/plain', '{"rows":[]}'],
    ['another encoding', 'application/json; charset=latin1', '{"rows":[]}'],
  ])('refuses %s as a body', async (_case, type, body) => {
    const answer = await app.http.post('/api/v1/things').set('Content-Type', type).send(Buffer.from(body));
    expect([answer.status, answer.body.type]).toEqual([415, '/problems/unsupported-media-type']);
  });

  it('refuses a compressed body, which could unfold without end', async () => {
    const answer = await app.http.post('/api/v1/things').set({ 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }).send(Buffer.from('x'));
    expect(answer.status).toBe(415);
  });

  it('repeats no request to whoever asks for it by TRACE', async () => {
    const answers = await Promise.all(['/api/v1/things', '/', '/main-ABCD1234.js'].map((path) => app.http.trace(path).set('Cookie', 'leadgen_refresh=secret')));
    expect(answers.map(({ status }) => status)).toEqual([405, 404, 404]);
    expect(JSON.stringify(answers.map(({ text }) => text))).not.toContain('secret');
  });

  it('shows its figures to callers on the machine itself only', async () => {
    const [near, proxied] = [await app.http.get('/metrics'), await app.http.get('/metrics').set('X-Forwarded-For', '203.0.113.9')];
    expect([near.status, proxied.status, proxied.body.type]).toEqual([200, 403, '/problems/loopback-only']);
  });

  it('shows neither a folder, nor what begins with a dot', async () => {
    const answers = await Promise.all(['/.git/config', '/.git/HEAD', '/.env', '/assets/.secret.css'].map((path) => app.http.get(path)));
    expect((await app.http.get('/assets/')).text).toContain('<app-root');
    expect(answers.map(({ status, type }) => [status, type])).toEqual(answers.map(() => [404, 'application/problem+json']));
  });

  it('says what is missing, forbidden and of another method', async () => {
    const answers = await Promise.all([
      app.http.get('/api/v1/nothing'),
      app.http.put('/api/v1/things').send({}),
      app.http.get('/api/v1/things/own'),
      app.http.get('/api/v1/%ff'),
    ]);
    expect(answers.map(({ status, body, headers }) => [status, body.type, headers['allow']])).toEqual([
      [404, '/problems/not-found', undefined],
      [405, '/problems/method-not-allowed', 'GET, POST'],
      [401, '/problems/not-signed-in', undefined],
      [404, '/problems/not-found', undefined],
    ]);
  });

  it('asks to come again when others kept changing the same thing', async () => {
    const answer = await app.http.get('/api/v1/things/contended');
    expect([answer.status, answer.body.type, answer.headers['retry-after']]).toEqual([503, '/problems/changed-too-often', '1']);
    expect(JSON.stringify(answer.body)).not.toContain('import-1');
  });

  it('says nothing about itself when it breaks', async () => {
    const answer = await app.http.get('/api/v1/things/fault');
    expect([answer.status, answer.body.type]).toEqual([500, '/problems/fault']);
    expect(JSON.stringify([answer.body, answer.headers])).not.toMatch(/Ada|home|express|Error/);
    await expect(app.http.get('/api/v1/things/late-fault')).rejects.toThrow(/aborted|hang up/);
  });

  it('hands the same request id back, and only a random one', async () => {
    const id = '11111111-1111-4111-8111-111111111111';
    expect((await app.http.get('/api/v1/things').set('X-Request-Id', id)).headers['x-request-id']).toBe(id);
    expect((await app.http.get('/api/v1/things').set('X-Request-Id', 'Ada')).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([['k'], ['a key'], ['~'.repeat(255)]])('takes the Idempotency-Key %p', async (key) => {
    expect((await make({ rows: [] }).set('Idempotency-Key', key)).body).toEqual({ rows: 0, key });
  });

  it.each([[''], ['~'.repeat(256)], ['ключ'.normalize()].map((text) => Buffer.from(text).toString('latin1'))])(
    'refuses the Idempotency-Key %p',
    async (key) => {
      const answer = await make({ rows: [] }).set('Idempotency-Key', key);
      expect([answer.status, answer.body.type]).toEqual([400, '/problems/invalid-idempotency-key']);
    },
  );

  it('takes its own cursors and no others', async () => {
    const { next } = (await app.http.get('/api/v1/things')).body;
    const read = (cursor: string) => app.http.get('/api/v1/things').query({ cursor });
    expect((await read(next)).body).toEqual({ values: ['Ada', 1, null] });
    for (const cursor of ['', 'x', `${String(next)}x`, encodeCursor('other', ['Ada', 1, null]), encodeCursor('name', ['Ada'])]) {
      const answer = await read(cursor);
      expect([cursor, answer.status, answer.body.errors?.[0].pointer]).toEqual([cursor, 400, '?cursor']);
    }
    expect((await app.http.get('/api/v1/things?limit=1&limit=2')).status).toBe(400);
    expect((await app.http.get('/api/v1/things?cursor[$gt]=1')).status).toBe(400);
  });

  it('serves pages with a fresh nonce, hashed files for ever, and no file that is not there', async () => {
    const [page, again, deep, hashed, plain, missing] = await Promise.all(
      ['/', '/', '/leads/42', '/main-ABCD1234.js', '/favicon.svg', '/main-00000000.js'].map((path) => app.http.get(path)),
    );
    const nonce = /ngCspNonce="([\w-]{22})"/.exec(page?.text ?? '')?.[1] ?? 'none';
    expect(page?.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(page?.headers['content-security-policy']).not.toContain('unsafe');
    expect(again?.text).not.toBe(page?.text);
    expect([deep?.status, deep?.type, deep?.headers['cache-control']]).toEqual([200, 'text/html', 'no-store']);
    expect(hashed?.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect([plain?.headers['cache-control'], plain?.headers['content-type']]).toEqual(['no-cache', 'image/svg+xml; charset=utf-8']);
    expect([missing?.status, missing?.type]).toEqual([404, 'application/problem+json']);
    expect((await app.http.get('/..%2f..%2fetc/passwd')).status).toBe(404);
  });

  it('answers under its own name only', async () => {
    const under = (host: string) => app.http.get('/api/v1/things').set('Host', host);
    const answers = await Promise.all([under('localhost:1'), under('127.0.0.1'), under('evil.example:80'), under('127.0.0.1.evil.example')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 421, 421]);
  });

  it('lets only its own pages and the known extension change anything', async () => {
    const from = (origin: string) => make({ rows: [] }).set('Origin', origin);
    const { port } = app.server.address() as AddressInfo;
    const extension = `chrome-extension://${TEST_EXTENSION_ID}`;
    const answers = await Promise.all([
      from(`http://127.0.0.1:${String(port)}`),
      from(extension),
      from(`http://127.0.0.1:${String(port + 1)}`),
      from(`chrome-extension://${'p'.repeat(32)}`),
      from('null'),
    ]);
    expect(answers.map(({ status, headers }) => [status, headers['access-control-allow-origin']])).toEqual([
      [201, undefined],
      [201, extension],
      [403, undefined],
      [403, undefined],
      [403, undefined],
    ]);
    const preflight = await app.http.options('/api/v1/things').set({ Origin: extension, 'Access-Control-Request-Method': 'POST' });
    expect([preflight.status, preflight.headers['access-control-allow-headers']]).toEqual([204, expect.stringContaining('Idempotency-Key')]);
    expect(preflight.headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('survives what is not HTTP', async () => {
    const { port } = app.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.end('nonsense\r\n\r\n');
    await new Promise((resolve) => socket.on('error', resolve).on('close', resolve).resume());
    expect((await app.http.get('/health/live')).body).toEqual({ status: 'live' });
  });
});

describe('an application with a route that declares no access', () => {
  it('does not start', async () => {
    @Controller('open')
    class OpenController {
      @Get()
      all(): object {
        return {};
      }
    }
    await expect(startApplication({ modules: () => [{ module: class OpenModule {}, controllers: [OpenController] }], views: [] })).rejects.toThrow(
      "The route OpenController.all does not say who may call it: add @Permit('...') or @Public() to it",
    );
  });
});
