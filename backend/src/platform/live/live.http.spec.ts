import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { LiveMessage } from '../../../../event-schemas/src/http/live';
import { DeciderRunner } from '../decider/decider-runner';
import { accept, type Decider } from '../decider/decider';
import { SessionFamilies } from '../identity/session-families';
import type { AnyView } from '../projections/view';
import { startApplication, type SignedIn, type TestApplication } from '../testing/application';
import { contextForTests } from '../testing/metadata';
import { LiveModule } from './live.module';

interface Event {
  readonly type: 'ImportCompleted';
  readonly clear: object;
  readonly personal: object;
}
const journal: Decider<null, Event, Event, Event, never> = {
  category: 'import',
  reads: 'clear',
  initial: null,
  evolve: (state) => state,
  decide: (event) => accept(event),
};
const view: AnyView = {
  name: 'ends',
  version: 1,
  group: 'ends',
  reads: 'clear',
  types: ['ImportCompleted'],
  indexes: [],
  topic: 'imports',
  route: ({ stream }) => [stream],
  apply: (_document, { metadata }) => ({ workspaceId: metadata.workspaceId }),
};

let application: TestApplication;
beforeAll(async () => {
  application = await startApplication({ modules: () => [LiveModule.register([view])], views: [view] });
});
afterAll(() => application.close());

const address = (): string => `http://127.0.0.1:${String((application.server.address() as AddressInfo).port)}/api/v1/live`;
const follow = (who: SignedIn): Promise<Response> => fetch(address(), { headers: { Authorization: who.authorization } });

async function happened(workspaceId: string): Promise<string> {
  const completed: Event = { type: 'ImportCompleted', clear: {}, personal: {} };
  const result = await application.app
    .get(DeciderRunner)
    .run(journal, `import-${randomUUID()}`, completed, contextForTests({ commandId: randomUUID(), workspaceId }));
  return result.kind === 'accepted' ? result.position : '';
}

/** Text of a stream until it holds what is waited for, or ends. */
async function textUntil(body: ReadableStreamDefaultReader<Uint8Array>, wanted: string): Promise<string> {
  let text = '';
  while (!text.includes(wanted)) {
    const { done, value } = await body.read();
    if (done) break;
    text += Buffer.from(value).toString();
  }
  return text;
}
const messagesIn = (text: string): LiveMessage[] =>
  text
    .split('\n\n')
    .filter((part) => part.startsWith('data: '))
    .map((part) => JSON.parse(part.slice('data: '.length)) as LiveMessage);

describe('GET /api/v1/live', () => {
  it("streams the news of the caller's workspace", async () => {
    const who = await application.signIn();
    const answer = await follow(who);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      'no-store, no-transform',
    ]);
    const body = answer.body?.getReader();
    if (body === undefined) throw new Error('The answer has no body.');
    expect(await textUntil(body, '\n\n')).toBe(': connected\n\n');
    const position = await happened(who.principal.workspaceId);
    expect(messagesIn(await textUntil(body, '\n\n'))).toEqual([{ topic: 'imports', position }]);
    await body.cancel();
  });

  it('answers HEAD at once, with nothing to follow', async () => {
    const { authorization } = await application.signIn();
    const answer = await fetch(address(), { method: 'HEAD', headers: { Authorization: authorization }, signal: AbortSignal.timeout(5_000) });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, 'text/event-stream; charset=utf-8', '']);
  });

  it('ends within two seconds when the session is closed', async () => {
    const who = await application.signIn();
    const body = (await follow(who)).body?.getReader();
    if (body === undefined) throw new Error('The answer has no body.');
    await application.app.get(SessionFamilies).endSession(who.principal.sessionId);
    const began = performance.now();
    await textUntil(body, 'never');
    expect(performance.now() - began).toBeLessThan(4_000);
  });

  it('lets one session have twenty streams, and another one when one of them was closed', async () => {
    const who = await application.signIn();
    const answers = await Promise.all(Array.from({ length: 23 }, () => follow(who)));
    const open = answers.filter(({ status }) => status === 200);
    expect(open).toHaveLength(20);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(3);
    expect(refused.map((answer) => answer.headers.get('retry-after'))).toEqual(['600', '600', '600']);
    expect(await refused[0]?.json()).toMatchObject({ type: '/problems/too-many-streams', status: 429 });
    expect((await follow(await application.signIn())).status).toBe(200);
    await open.pop()?.body?.cancel();
    let again = await follow(who);
    while (again.status === 429) again = await follow(who);
    expect([again.status, (await follow(who)).status]).toEqual([200, 429]);
    for (const { body } of [...open, again]) await body?.cancel();
  });

  it('refuses somebody without a token', async () => {
    expect((await application.http.get('/api/v1/live')).status).toBe(401);
  });
});
