import { TestBed } from '@angular/core/testing';
import type { Member, Workspace } from '../../../../../event-schemas/src/http/members';
import { type PageUnderTest, showPage } from '../../../testing/page-under-test';
import { idOf, member, owner, ownerMay } from '../../../testing/records';
import { problem, type Reply, ScriptedServer } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { SessionStore } from '../../platform/api/session-store';
import { SettingsPage } from './settings.page';

const READ = 'GET /api/v1/workspace';
const CHANGE = 'PATCH /api/v1/workspace';
const TRANSFER = 'POST /api/v1/ownership-transfers';
const MEMBERS = 'GET /api/v1/members';
const workspace = (change: Partial<Workspace> = {}): Workspace => ({
  id: idOf(2),
  name: 'Northwind Sales',
  secondFactorRequired: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  ...change,
});
const answered = (change: Partial<Workspace> = {}, etag = '"4"'): Reply => ({ status: 200, body: workspace(change), headers: { ETag: etag } });
const met = (current: Workspace): Reply => ({
  status: 412,
  body: { ...(problem(412, 'Somebody was faster.').body as object), current },
  headers: { ETag: '"5"' },
});
const settings = (members: readonly Member[] = [owner, member()]): ScriptedServer =>
  new ScriptedServer()
    .on(READ, () => answered())
    .on(MEMBERS, () => ({ status: 200, body: { items: members, next: null } }))
    .on('GET /api/v1/permissions', () => ({ status: 200, body: ownerMay('change-workspace', 'transfer-ownership') }));
const show = (server: ScriptedServer): Promise<PageUnderTest> => showPage(SettingsPage, 'settings', '/settings', server);
const sent = (server: ScriptedServer): readonly unknown[] => server.requests(CHANGE).map(({ body, headers }) => [body, headers['If-Match'] ?? null]);
const buttonOf = (words: string): HTMLButtonElement => {
  const found = [...document.querySelectorAll('button')].find((button) => button.textContent.trim() === words);
  if (found === undefined) throw new Error(`There is no button "${words}".`);
  return found;
};
const shown = (words: string): Promise<void> => until(`"${words}" is shown`, () => document.body.textContent.includes(words));

function prove(page: PageUnderTest, confirm: string): void {
  type(page, '#prompt-value', 'four quiet green words');
  buttonOf(confirm).click();
}

function type(page: PageUnderTest, selector: string, value: string): void {
  const field = page.find<HTMLInputElement>(selector);
  field.value = value;
  for (const event of ['input', 'change']) field.dispatchEvent(new Event(event));
}

async function rename(server: ScriptedServer, name: string): Promise<PageUnderTest> {
  const page = await show(server);
  await until('the name can be typed', () => page.element.querySelector('[name=name]') !== null);
  type(page, '[name=name]', name);
  page.find<HTMLButtonElement>('lg-name-card [type=submit]').click();
  return page;
}

describe('the settings page', () => {
  it('renames the workspace as it was read, and the account menu says so at once', async () => {
    const server = settings().on(CHANGE, () => answered({ name: 'Contoso' }, '"5"'));
    await rename(server, 'Contoso');
    await until('the session says it too', () => TestBed.inject(SessionStore).session()?.workspace?.name === 'Contoso');
    expect(sent(server)).toEqual([[{ name: 'Contoso' }, '"4"']]);
  });

  it('shows what somebody else made of the name meanwhile, and saves mine only when told to', async () => {
    const server = settings().on(CHANGE, ({ headers }) =>
      headers['If-Match'] === '"4"' ? met(workspace({ name: 'Fabrikam' })) : answered({ name: 'Contoso' }, '"6"'),
    );
    const page = await rename(server, 'Contoso');
    await page.shows('It now says: Fabrikam');
    buttonOf('Save mine all the same').click();
    await until('the question is gone', () => page.element.querySelector('lg-conflict-note') === null);
    expect(sent(server)).toEqual([
      [{ name: 'Contoso' }, '"4"'],
      [{ name: 'Contoso' }, '"5"'],
    ]);
  });

  it('saves a name over what stood there when it was typed, not over what the page has read since', async () => {
    const server = settings([{ ...owner, secondFactor: true }]).on(CHANGE, () => answered({ secondFactorRequired: true }, '"5"'));
    const page = await show(server);
    await page.shows('Require a second factor …');
    type(page, '[name=name]', 'Contoso');
    server.on(READ, () => answered({ name: 'Fabrikam', secondFactorRequired: true }, '"6"'));
    buttonOf('Require a second factor …').click();
    await shown('Require it');
    prove(page, 'Require it');
    await page.shows('No longer require it');
    page.find<HTMLButtonElement>('lg-name-card [type=submit]').click();
    await until('the name was sent', () => sent(server).length === 2);
    expect(sent(server).at(-1)).toEqual([{ name: 'Contoso' }, '"4"']);
  });

  it('saves the next name over the one it saved before, although the page has not read it yet', async () => {
    const server = settings();
    server.on(CHANGE, ({ body }) => {
      server.on(READ, () => new Promise(() => undefined));
      return answered(body as Partial<Workspace>, '"5"');
    });
    const page = await rename(server, 'Contoso');
    await until('the session says it too', () => TestBed.inject(SessionStore).session()?.workspace?.name === 'Contoso');
    type(page, '[name=name]', 'Contoso North');
    page.find<HTMLButtonElement>('lg-name-card [type=submit]').click();
    await until('it is sent', () => sent(server).length === 2);
    expect(sent(server).at(-1)).toEqual([{ name: 'Contoso North' }, '"5"']);
  });

  it('keeps what somebody else made of the name when told to', async () => {
    const server = settings().on(CHANGE, () => met(workspace({ name: 'Fabrikam' })));
    const page = await rename(server, 'Contoso');
    await page.shows('It now says: Fabrikam');
    server.on(READ, () => answered({ name: 'Fabrikam' }, '"5"'));
    buttonOf('Keep theirs').click();
    await until('the question is gone', () => page.element.querySelector('lg-conflict-note') === null);
    expect([page.find<HTMLInputElement>('[name=name]').value, sent(server).length]).toEqual(['Fabrikam', 1]);
  });

  it('shows what others make of the name and of the rule, while it is open', async () => {
    const server = settings();
    const page = await show(server);
    await page.shows('Require a second factor …');
    await until('the live line is open', () => server.openLines === 1);
    server.on(READ, () => answered({ name: 'Fabrikam', secondFactorRequired: true }, '"5"'));
    server.live('data: {"topic":"workspace","position":"00000000000000000003"}\n\n');
    await page.shows('No longer require it');
    expect([page.find<HTMLInputElement>('[name=name]').value, server.requests(READ).at(-1)?.headers['After-Position']]).toEqual([
      'Fabrikam',
      '00000000000000000003',
    ]);
  });

  it('sends no name that is blank or too long', async () => {
    const server = settings();
    const page = await rename(server, '   ');
    await page.shows('Enter a name for the workspace.');
    type(page, '[name=name]', 'x'.repeat(121));
    await page.shows('At most 120 characters.');
    expect(sent(server)).toEqual([]);
  });

  it.each([
    ['the person and somebody else', [owner, member()], '2 members have none, and you are one of them.'],
    ['the person alone', [owner, member({ secondFactor: true })], 'You have no second factor yourself: you are kept out at once'],
    ['one other', [{ ...owner, secondFactor: true }, member()], '1 member has none and is kept out at once'],
    ['nobody', [{ ...owner, secondFactor: true }], 'Every member has one, so nobody is kept out.'],
  ])('says before that the rule keeps out %s', async (_who, members, words) => {
    const server = settings(members).on(CHANGE, () => answered({ secondFactorRequired: true }, '"5"'));
    const page = await show(server);
    await page.shows('Require a second factor …');
    buttonOf('Require a second factor …').click();
    await shown(words);
    expect(sent(server)).toEqual([]);
    server.on(READ, () => answered({ secondFactorRequired: true }, '"5"'));
    prove(page, 'Require it');
    await page.shows('No longer require it');
    expect(sent(server)).toEqual([[{ secondFactorRequired: true, password: 'four quiet green words' }, '"4"']]);
  });

  it.each([
    ['one member, alone', [owner], 'The only member has none yet.'],
    ['all of several', [owner, member()], 'None of the 2 members has one yet.'],
    ['one of several', [{ ...owner, secondFactor: true }, member()], '1 of 2 members has none yet.'],
  ])('says who has no second factor yet: %s', async (_who, members, words) => {
    const page = await show(settings(members));
    await page.shows(words);
    expect(page.find('lg-second-factor-rule-card').textContent).toContain(words);
  });

  it('hands the ownership on with the password, and shows the new standing', async () => {
    const server = settings().on(TRANSFER, () => ({ status: 204, headers: { Position: '00000000000000000009' } }));
    const page = await show(server);
    await page.shows('You own this workspace.');
    type(page, '#newOwner', idOf(7));
    buttonOf('Transfer the ownership …').click();
    await shown('Make Grace Hopper the owner?');
    type(page, '#prompt-value', 'four quiet green words');
    server.on(MEMBERS, () => ({ status: 200, body: { items: [{ ...owner, role: 'admin' }, member({ role: 'owner' })], next: null } }));
    page.find<HTMLButtonElement>('mat-dialog-container [type=submit]').click();
    await page.shows('Grace Hopper owns this workspace.');
    await until('the listing is as of then', () => server.requests(MEMBERS).at(-1)?.headers['After-Position'] === '00000000000000000009');
    expect(server.requests(TRANSFER).map(({ body }) => body)).toEqual([{ toAccountId: idOf(7), password: 'four quiet green words' }]);
  });

  it('says why the ownership was not handed on, and keeps asking', async () => {
    const server = settings().on(TRANSFER, () => problem(403, 'Type the password of your own account.'));
    const page = await show(server);
    await page.shows('You own this workspace.');
    type(page, '#newOwner', idOf(7));
    buttonOf('Transfer the ownership …').click();
    await shown('Make Grace Hopper the owner?');
    type(page, '#prompt-value', 'not it');
    page.find<HTMLButtonElement>('mat-dialog-container [type=submit]').click();
    await shown('Type the password of your own account.');
    expect(TestBed.inject(SessionStore).session()?.workspace?.role).toBe('owner');
  });

  it('offers the ownership to nobody who is suspended', async () => {
    const suspended = member({ suspended: { reason: 'A list was shared.', since: '2026-01-02T00:00:00.000Z', appeal: null } });
    const page = await show(settings([owner, suspended]));
    await page.shows('There is nobody to hand the ownership to.');
  });

  it('says nothing of what the role may do before that is known', async () => {
    let answer: (reply: Reply) => void = () => undefined;
    const page = await show(settings().on('GET /api/v1/permissions', () => new Promise<Reply>((resolve) => (answer = resolve))));
    await until('the members were read', () => page.element.querySelector('lg-skeleton-lines') !== null);
    expect(page.text()).not.toContain('Only the owner and the admins');
    answer({ status: 200, body: ownerMay('change-workspace') });
    await page.shows('Require a second factor …');
  });

  it('shows a role that may only look how things stand, and nothing to change', async () => {
    const page = await show(settings().on('GET /api/v1/permissions', () => ({ status: 200, body: ownerMay('read-workspace') })));
    await page.shows('Mara Lindqvist owns this workspace.');
    expect([page.text().includes('Northwind Sales'), page.element.querySelectorAll('form, button')]).toEqual([true, expect.objectContaining({ length: 0 })]);
  });
});
