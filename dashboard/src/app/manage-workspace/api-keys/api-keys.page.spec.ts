import type { ApiKey } from '../../../../../event-schemas/src/http/api-keys';
import { type PageUnderTest, showPage } from '../../../testing/page-under-test';
import { apiKey, idOf } from '../../../testing/records';
import { problem, type Reply, ScriptedServer } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { ApiKeysPage } from './api-keys.page';
import { overlapOf } from './overlap';

const LIST = 'GET /api/v1/api-keys';
const MAKE = 'POST /api/v1/api-keys';
const ROTATE = `POST /api/v1/api-keys/${idOf(70)}/rotations`;
const REVOKE = `DELETE /api/v1/api-keys/${idOf(70)}`;
const POSITION = '00000000000000000009';
const PASSWORD = 'four quiet green words';
const secret = 'lgk_ab12cd34_the-whole-of-it';
const table = [
  { permission: 'read-leads', roles: ['owner', 'admin'], browser: false, apiKey: true },
  { permission: 'run-imports', roles: ['owner', 'admin'], browser: false, apiKey: true },
  { permission: 'manage-members', roles: ['owner', 'admin'], browser: false, apiKey: false },
  { permission: 'unmask-leads', roles: ['auditor'], browser: false, apiKey: true },
];
const workspace = (...keys: readonly ApiKey[]): ScriptedServer =>
  new ScriptedServer()
    .on(LIST, () => ({ status: 200, body: { items: keys, next: null } }))
    .on('GET /api/v1/permissions', () => ({ status: 200, body: { items: table, next: null } }));
const show = (server: ScriptedServer): Promise<PageUnderTest> => showPage(ApiKeysPage, 'api-keys', '/api-keys', server);
const shown = (words: string): Promise<void> => until(`"${words}" is shown`, () => document.body.textContent.includes(words));

function type(page: PageUnderTest, selector: string, value: string): void {
  const field = page.find<HTMLInputElement>(selector);
  field.value = value;
  field.dispatchEvent(new Event('input'));
}

/** In the dialog that asks for it. */
async function prove(page: PageUnderTest): Promise<void> {
  await shown('Type your password');
  type(page, '#prompt-value', PASSWORD);
  page.find<HTMLButtonElement>('mat-dialog-container [type=submit]').click();
}

async function open(server: ScriptedServer): Promise<PageUnderTest> {
  const page = await show(server);
  await until('scopes can be chosen', () => page.element.querySelector('fieldset input') !== null);
  return page;
}

describe('the page of API keys', () => {
  it('says of each key what it may do, by whom and until when, and which secret still works', async () => {
    const used = apiKey({ lastUsedAt: '2026-01-03T00:00:00.000Z', olderSecretUntil: '2026-01-05T00:00:00.000Z' });
    const page = await show(workspace(used, apiKey({ id: idOf(71), state: 'revoked' }), apiKey({ id: idOf(72), state: 'expired' })));
    await page.shows('See leads · fly');
    const rows = [...page.element.querySelectorAll('li')];
    expect(rows.map((row) => row.querySelector('.chip')?.textContent)).toEqual(['Active', 'Revoked', 'Expired']);
    expect(rows.map((row) => [...row.querySelectorAll('time')].map((time) => time.getAttribute('datetime')))).toEqual([
      [used.createdAt, used.expiresAt, used.lastUsedAt, used.olderSecretUntil],
      [used.createdAt],
      [used.createdAt, used.expiresAt],
    ]);
    expect(rows.map((row) => row.querySelectorAll('button').length)).toEqual([2, 0, 0]);
  });

  it('says in words that a key expires soon, or has expired since the page was read', async () => {
    const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
    const page = await show(
      workspace(apiKey({ expiresAt: inDays(2.5) }), apiKey({ id: idOf(71), expiresAt: inDays(-1) }), apiKey({ id: idOf(72), expiresAt: inDays(8) })),
    );
    await page.shows('See leads');
    const chips = [...page.element.querySelectorAll('li')].map((row) => [...row.querySelectorAll('.chip')].map(({ textContent }) => textContent));
    expect(chips).toEqual([['Active', 'Expires within 3 days'], ['Expired'], ['Active']]);
  });

  it('says that it is loading, and offers no empty form, until it is known what the person may do', async () => {
    let answer: (reply: Reply) => void = () => undefined;
    const server = workspace().on('GET /api/v1/permissions', () => new Promise<Reply>((resolve) => (answer = resolve)));
    const page = await show(server);
    await page.shows('Make an API key');
    expect([page.element.querySelector('form'), page.element.querySelector('lg-make-api-key-card lg-skeleton-lines') !== null]).toEqual([null, true]);
    answer({ status: 200, body: { items: table, next: null } });
    await until('the form is there', () => page.element.querySelectorAll('fieldset input').length === 2);
  });

  it('offers as scopes what keys may have and the person has', async () => {
    const page = await open(workspace());
    expect([...page.element.querySelectorAll('fieldset input')].map((box) => box.getAttribute('name'))).toEqual(['read-leads', 'run-imports']);
  });

  it('makes a key, shows its secret until it is kept, and the listing as of then', async () => {
    const server = workspace().on(MAKE, () => ({ status: 201, body: { ...apiKey(), secret }, headers: { Position: POSITION } }));
    const page = await open(server);
    type(page, '[name=keyName]', 'Nightly export');
    page.find<HTMLInputElement>('[name=read-leads]').click();
    page.find<HTMLButtonElement>('form [type=submit]').click();
    await prove(page);
    await page.shows('The secret of “Nightly export”');
    expect(page.find<HTMLInputElement>('lg-copy-field input').value).toBe(secret);
    expect(document.activeElement?.id).toBe('secret-heading');
    expect(server.requests(MAKE).map(({ body }) => body)).toEqual([{ name: 'Nightly export', scopes: ['read-leads'], days: 90, password: PASSWORD }]);
    await until('the listing is as of then', () => server.requests(LIST).at(-1)?.headers['After-Position'] === POSITION);
    page.find<HTMLButtonElement>('lg-api-key-secret .kept').click();
    await until('the secret is gone', () => page.element.querySelector('lg-api-key-secret') === null);
    expect(document.body.innerHTML).not.toContain(secret);
  });

  it.each([
    ['a name', '   ', '90', 'Enter a name'],
    ['a scope', 'Nightly export', '90', 'Choose at least one.'],
    ['days in range', 'Nightly export', '366', 'Enter a whole number from 1 to 365.'],
  ])('makes no key without %s', async (_what, name, days, words) => {
    const server = workspace();
    const page = await open(server);
    type(page, '[name=keyName]', name);
    type(page, '[name=keyDays]', days);
    page.find<HTMLButtonElement>('form [type=submit]').click();
    await page.shows(words);
    expect(server.requests(MAKE)).toEqual([]);
  });

  it('rotates a key with the overlap that was typed, and shows the new secret', async () => {
    const server = workspace(apiKey()).on(ROTATE, () => ({ status: 201, body: { ...apiKey({ olderSecretUntil: '2026-01-05T00:00:00.000Z' }), secret } }));
    const page = await open(server);
    page.find<HTMLButtonElement>('[aria-label="Rotate Nightly export"]').click();
    await shown('A new secret for “Nightly export”?');
    expect(page.find<HTMLInputElement>('#prompt-value').value).toBe('24');
    type(page, '#prompt-value', '169');
    page.find<HTMLButtonElement>('mat-dialog-container [type=submit]').click();
    await shown('Enter a whole number from 0 to 168.');
    type(page, '#prompt-value', '48');
    page.find<HTMLButtonElement>('mat-dialog-container [type=submit]').click();
    await shown('The secret in use works for 48 hours more.');
    await prove(page);
    await page.shows('The secret of “Nightly export”');
    expect(server.requests(ROTATE).map(({ body }) => body)).toEqual([{ overlapHours: 48, password: PASSWORD }]);
  });

  it('offers to revoke the key of somebody else, and not to rotate it', async () => {
    const page = await open(workspace(apiKey({ accountId: idOf(2), createdBy: 'Ines Ferreira' })));
    expect([...page.element.querySelectorAll('li button')].map((button) => button.getAttribute('aria-label'))).toEqual(['Revoke Nightly export']);
  });

  it.each<[string, string, (page: PageUnderTest) => Promise<void>]>([
    [
      'makes',
      MAKE,
      (page) => {
        type(page, '[name=keyName]', 'Nightly export');
        page.find<HTMLInputElement>('[name=read-leads]').click();
        page.find<HTMLButtonElement>('form [type=submit]').click();
        return Promise.resolve();
      },
    ],
    [
      'rotates',
      ROTATE,
      async (page) => {
        page.find<HTMLButtonElement>('[aria-label="Rotate Nightly export"]').click();
        await shown('A new secret for “Nightly export”?');
        page.find<HTMLButtonElement>('mat-dialog-container [type=submit]').click();
      },
    ],
  ])('%s a key once although the first answer was lost', async (_what, route, prepare) => {
    const server = workspace(apiKey()).on(route, () => problem(503, 'The answer was lost.'));
    const page = await open(server);
    await prepare(page);
    await prove(page);
    await shown('The answer was lost.');
    server.on(route, () => ({ status: 201, body: { ...apiKey(), secret } }));
    await prove(page);
    await page.shows('The secret of “Nightly export”');
    const keys = server.requests(route).map(({ headers }) => headers['Idempotency-Key']);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  it('revokes a key after a question, and says why when it cannot', async () => {
    const server = workspace(apiKey()).on(REVOKE, () => problem(503, 'The store does not answer.'));
    const page = await open(server);
    for (const [answer, words] of [
      [() => problem(503, 'The store does not answer.'), 'The store does not answer.'],
      [() => ({ status: 204 }), '“Nightly export” is revoked.'],
    ] as const) {
      server.on(REVOKE, answer);
      page.find<HTMLButtonElement>('[aria-label="Revoke Nightly export"]').click();
      await shown('Keep it');
      page.find<HTMLButtonElement>('mat-dialog-container .danger-button').click();
      await shown(words);
    }
    expect(server.requests(REVOKE)).toHaveLength(2);
  });

  it('says what a key is for while there is none', async () => {
    await (await show(workspace())).shows('Make one below for each program');
  });
});

describe('the overlap of a rotation', () => {
  it.each([
    ['0', 0],
    [' 168 ', 168],
    ['169', null],
    ['-1', null],
    ['1.5', null],
    ['', null],
  ])('of "%s" is %s', (text, hours) => expect(overlapOf(text)).toBe(hours));
});
