import { Controller, Get, Module } from '@nestjs/common';
import { Permit, Public } from '../identity/access';
import { startApplication, type TestApplication } from '../testing/application';

@Controller('api/v1/things')
class ThingsController {
  @Get('public')
  @Public()
  public(): object {
    return {};
  }

  @Get('own')
  @Permit('read-leads')
  own(): object {
    return {};
  }
}

@Module({ controllers: [ThingsController] })
class ThingsModule {}

const PARALLEL = 50;
const counted = (statuses: readonly number[], status: number): number => statuses.filter((each) => each === status).length;

describe('limits over HTTP', () => {
  let application: TestApplication;
  beforeAll(async () => {
    const limits = { perSession: 20, perWorkspace: 30, perAddress: 40 };
    application = await startApplication({ modules: () => [ThingsModule], views: [], limits });
  });
  afterAll(() => application.close());

  it('answers exactly as many of fifty parallel requests as the limit says, and the others with 429', async () => {
    const { authorization } = await application.signIn();
    const own = () => application.http.get('/api/v1/things/own').set('Authorization', authorization);
    const answers = await Promise.all(Array.from({ length: PARALLEL }, () => own()));
    const statuses = answers.map(({ status }) => status);
    expect([counted(statuses, 200), counted(statuses, 429)]).toEqual([20, 30]);
    const { body, headers } = await own();
    expect(body).toMatchObject({ type: '/problems/too-many-requests', status: 429, instance: '/api/v1/things/own' });
    expect([headers['retry-after'], headers['ratelimit-policy'], headers['ratelimit']]).toEqual([
      expect.stringMatching(/^([1-9]|10)$/),
      '"session";q=20;w=10, "workspace";q=30;w=10',
      expect.stringMatching(/^"session";r=0;t=([1-9]|10)$/),
    ]);
  });

  it('counts the sessions of a workspace together, and another workspace apart', async () => {
    const first = await application.signIn();
    const second = await application.signIn({ workspaceId: first.principal.workspaceId });
    const stranger = await application.signIn();
    const ask = async ({ authorization }: { readonly authorization: string }): Promise<readonly number[]> =>
      (await Promise.all(Array.from({ length: 20 }, () => application.http.get('/api/v1/things/own').set('Authorization', authorization)))).map(
        ({ status }) => status,
      );
    expect([counted(await ask(first), 200), counted(await ask(second), 200), counted(await ask(stranger), 200)]).toEqual([20, 10, 20]);
  });

  it('counts requests without a good token by address, on public and on other routes', async () => {
    const open = await Promise.all(Array.from({ length: 30 }, () => application.http.get('/api/v1/things/public')));
    const bad = await Promise.all(Array.from({ length: 30 }, () => application.http.get('/api/v1/things/own').set('Authorization', 'Bearer nonsense')));
    const statuses = [...open, ...bad].map(({ status }) => status);
    expect([counted(statuses, 200), counted(statuses, 401), counted(statuses, 429)]).toEqual([30, 10, 20]);
  });
});
