import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { IsString, MaxLength } from 'class-validator';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreUnavailable } from '../event-store/event-store';
import { Permit, Public } from '../identity/access';
import { startApplication, type TestApplication } from '../testing/application';
import { createLog } from './log';

class ThingDto {
  @IsString()
  @MaxLength(5)
  readonly name!: string;
}

@Controller('api/v1/things')
class ThingsController {
  @Post()
  @Public()
  make(@Body() body: ThingDto): object {
    return { length: body.name.length };
  }

  @Get('imports')
  @Permit('run-imports')
  imports(): object {
    return {};
  }

  @Get('fault')
  @Public()
  fault(): never {
    throw new TypeError('of Ada Lovelace');
  }

  @Get('outage')
  @Public()
  outage(): never {
    throw new EventStoreUnavailable('at 10.0.0.7');
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

type Line = Readonly<Record<string, unknown>>;

describe('the log of an api process, as loud as usual', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leadgen-log-'));
  const file = join(folder, 'api.log');
  let app: TestApplication;
  beforeAll(async () => {
    app = await startApplication({ modules: () => [ThingsModule], views: [], log: createLog({ level: 'info', file, process: 'api' }) });
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  const text = (): string => readFileSync(file, 'utf8');
  const lines = (): readonly Line[] =>
    text()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
  /** What was said about one request. */
  const saidOf = (answer: { readonly headers: Record<string, unknown> }): readonly Line[] =>
    lines().filter(({ requestId }) => requestId === answer.headers['x-request-id']);

  it('names who is refused, by id, and what for, by code', async () => {
    const auditor = await app.signIn({ role: 'auditor' });
    const [invalid, stranger, unpermitted, nowhere] = await Promise.all([
      app.http.post('/api/v1/things').send({ name: 'Lovelace' }),
      app.http.get('/api/v1/things/imports'),
      app.http.get('/api/v1/things/imports').set('Authorization', auditor.authorization),
      app.http.get('/api/v1/Ada-Lovelace'),
    ]);
    const { accountId: account, workspaceId: workspace, sessionId: session } = auditor.principal;
    const common = { process: 'api', msg: 'request refused', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string };
    expect([invalid, stranger, unpermitted, nowhere].map(saidOf)).toMatchObject([
      [{ ...common, level: 'info', method: 'POST', route: '/api/v1/things', status: 400, type: 'invalid-request' }],
      [{ ...common, level: 'warn', method: 'GET', route: '/api/v1/things/imports', status: 401, type: 'not-signed-in' }],
      [{ ...common, level: 'warn', status: 403, type: 'not-permitted', account, workspace, session }],
      [{ ...common, level: 'info', route: '(none)', status: 404, type: 'not-found' }],
    ]);
    expect(text()).not.toContain('Lovelace');
  });

  it('names a way in that was taken, and no other request that went well', async () => {
    const made = await app.http.post('/api/v1/things').send({ name: 'Ada' });
    const read = await app.http.get('/health/live');
    expect([saidOf(made), saidOf(read)]).toMatchObject([[{ level: 'info', msg: 'request', route: '/api/v1/things', status: 201 }], []]);
  });

  it('tells of a fault and of a store that is away where it happened, without the words of the error', async () => {
    const fault = await app.http.get('/api/v1/things/fault');
    const outage = await app.http.get('/api/v1/things/outage');
    expect([fault, outage].map((answer) => saidOf(answer).find(({ level }) => level === 'error'))).toMatchObject([
      {
        msg: 'request failed',
        route: '/api/v1/things/fault',
        fault: { kind: 'TypeError', frames: expect.arrayContaining([expect.stringContaining('fault')]) as string[] },
      },
      { msg: 'request failed', route: '/api/v1/things/outage', fault: { kind: 'EventStoreUnavailable' } },
    ]);
    expect(text()).not.toMatch(/Lovelace|10\.0\.0\.7/);
  });

  it('takes no line from a client', async () => {
    const before = lines().length;
    const forged = '{"level":"info","msg":"forged"}';
    await Promise.all([
      app.http.get(`/api/v1/things/imports?a=%0a${encodeURIComponent(forged)}`).set('X-Request-Id', forged),
      app.http.get(`/%0a${encodeURIComponent(forged)}`).set('User-Agent', forged),
      app.http.post('/api/v1/things').send({ name: 'Ada', [`\n${forged}`]: `\n${forged}` }),
    ]);
    expect(lines()).toHaveLength(before + 3);
    expect(text()).not.toContain('forged');
  });

  it('is a file that only its owner reads', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
