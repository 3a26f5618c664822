/** The same page again and again, in sequence and at once, across a kill of each process: state changes once, the answer stays. */
import { randomUUID } from 'node:crypto';
import type { PageReceipt } from '../../event-schemas/src/http/import-leads';
import { pageRequest, startImport, until } from '../e2e/client/importer';
import { personRows, range } from '../e2e/client/people';
import { allImports, allLeads, waitUntilVisible } from '../e2e/client/reader';
import { call, type RestAnswer } from '../e2e/client/rest';
import { throwAwayInstallation, type ThrowAway } from '../e2e/client/throw-away';
import { VICTIMS } from './kill-matrix';

const TIMES = 5;
const PATIENCE_MS = 180_000;

describe('the same page many times', () => {
  let installation: ThrowAway;

  beforeAll(async () => {
    installation = await throwAwayInstallation('twice', { supervised: true });
  }, 360_000);
  afterAll(() => installation.remove());

  it.each(VICTIMS)(
    'is taken once, also when %s is killed in between',
    async (victim) => {
      const { origin, browser, owner } = installation;
      const token = (): string => browser.accessToken;
      const before = (await allLeads(origin, owner.accessToken)).length;
      const open = await startImport(origin, token(), 25);
      const idempotencyKey = randomUUID();
      const body = pageRequest(1, open.gestureId, personRows(range(before + 1, 25)));
      const path = `/api/v1/imports/${open.id}/pages`;
      const send = (): Promise<RestAnswer<PageReceipt>> => until<PageReceipt>(origin, 'POST', path, { token, body, idempotencyKey }, Date.now() + PATIENCE_MS);

      const [, ...atOnce] = await Promise.all([installation.kill(victim), ...Array.from({ length: TIMES }, send)]);
      await installation.untilUp(victim);
      const answers = [...atOnce];
      for (let time = 0; time < TIMES; time += 1) answers.push(await send());

      const [first] = answers;
      expect(first?.body).toMatchObject({ pageNumber: 1, seen: 25, parsed: 25, accepted: 25, merged: 0, unchanged: 0, remaining: 0 });
      expect(answers.map((answer) => answer.body)).toEqual(Array.from({ length: 2 * TIMES }, () => first?.body));

      await waitUntilVisible(origin, owner.accessToken, '/api/v1/leads?limit=1', first?.position ?? '');
      await waitUntilVisible(origin, owner.accessToken, '/api/v1/imports?limit=1', first?.position ?? '');
      expect(await allLeads(origin, owner.accessToken)).toHaveLength(before + 25);
      expect((await allImports(origin, owner.accessToken)).find(({ id }) => id === open.id)).toMatchObject({
        receipt: { seen: 25, accepted: 25 },
        pages: [{ pageNumber: 1 }],
      });

      const other = await call(origin, 'POST', path, { token: token(), body: { ...body, sourcePage: 2 }, idempotencyKey });
      expect(other.status).toBe(422);
    },
    180_000,
  );
});

describe('one person in two imports at one instant', () => {
  it('is one lead', async () => {
    const installation = await throwAwayInstallation('at-once');
    try {
      const { origin, browser, owner } = installation;
      const opened = await Promise.all([1, 2, 3, 4].map(() => startImport(origin, browser.accessToken, 10)));
      const rows = personRows(range(1, 10));
      const answers = await Promise.all(
        opened.map((open) =>
          call<PageReceipt>(origin, 'POST', `/api/v1/imports/${open.id}/pages`, {
            token: browser.accessToken,
            body: pageRequest(1, open.gestureId, rows),
            idempotencyKey: randomUUID(),
          }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(answers.reduce((sum, { body }) => sum + body.accepted, 0)).toBe(10);
      expect(answers.reduce((sum, { body }) => sum + body.unchanged, 0)).toBe(30);
      const last =
        answers
          .map(({ position }) => position ?? '')
          .sort()
          .at(-1) ?? '';
      await waitUntilVisible(origin, owner.accessToken, '/api/v1/leads?limit=1', last);
      expect(await allLeads(origin, owner.accessToken)).toHaveLength(10);
    } finally {
      await installation.remove();
    }
  }, 360_000);
});
