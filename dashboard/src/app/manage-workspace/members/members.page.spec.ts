import type { Invitation, Member } from '../../../../../event-schemas/src/http/members';
import { type PageUnderTest, showPage } from '../../../testing/page-under-test';
import { idOf, member, owner, ownerMay } from '../../../testing/records';
import { problem, ScriptedServer } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { MembersPage } from './members.page';

const MEMBERS = 'GET /api/v1/members';
const INVITATIONS = 'GET /api/v1/invitations';
const GRACE = `/api/v1/members/${idOf(7)}`;
const invitation = (change: Partial<Invitation> = {}): Invitation => ({
  id: idOf(40),
  email: 'ada@example.com',
  role: 'auditor',
  invitedBy: 'Mara Lindqvist',
  invitedAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2026-01-08T00:00:00.000Z',
  state: 'open',
  ...change,
});
const workspace = (members: readonly Member[], invitations: readonly Invitation[] = []): ScriptedServer =>
  new ScriptedServer()
    .on(MEMBERS, () => ({ status: 200, body: { items: members, next: null } }))
    .on(INVITATIONS, () => ({ status: 200, body: { items: invitations, next: null } }))
    .on('GET /api/v1/permissions', () => ({ status: 200, body: ownerMay('manage-members') }));
const show = (server: ScriptedServer): Promise<PageUnderTest> => showPage(MembersPage, 'members', '/members', server);

describe('the members page', () => {
  it('gives a member another role, and leaves the owner alone', async () => {
    const server = workspace([owner, member()]).on(`PATCH ${GRACE}`, () => ({ status: 200, body: {}, headers: { Position: '00000000000000000009' } }));
    const page = await show(server);
    await page.shows('Grace Hopper');
    await until('the role can be chosen', () => page.element.querySelector('.role') !== null);
    expect(page.element.querySelectorAll('.role')).toHaveLength(1);
    const select = page.find<HTMLSelectElement>('.role');
    select.value = 'auditor';
    select.dispatchEvent(new Event('change'));
    await until('the listing is as of then', () => server.requests(MEMBERS).at(-1)?.headers['After-Position'] === '00000000000000000009');
    expect(server.requests(`PATCH ${GRACE}`).map(({ body }) => body)).toEqual([{ role: 'auditor' }]);
  });

  it('puts the role back and says why when the server refuses', async () => {
    const page = await show(workspace([member()]).on(`PATCH ${GRACE}`, () => problem(409, 'Nobody changes that.')));
    await until('the role can be chosen', () => page.element.querySelector('.role') !== null);
    const select = page.find<HTMLSelectElement>('.role');
    select.value = 'admin';
    select.dispatchEvent(new Event('change'));
    await until('the reason is said', () => document.body.textContent.includes('Nobody changes that.'));
    expect(select.value).toBe('member');
  });

  it('suspends with a reason that the person will read, and shows their answer', async () => {
    let grace = member();
    const server = workspace([]).on(MEMBERS, () => ({ status: 200, body: { items: [grace], next: null } }));
    server.on(`POST ${GRACE}/suspension`, () => {
      grace = member({ suspended: { reason: 'A list was shared.', since: '2026-01-02T00:00:00.000Z', appeal: 'It was mine.' } });
      return { status: 201 };
    });
    const page = await show(server);
    await until('the actions are there', () => page.element.querySelector('li .icon-button') !== null);
    page.find<HTMLButtonElement>('li .icon-button').click();
    await until('the menu is open', () => document.body.textContent.includes('Suspend …'));
    page.find<HTMLButtonElement>('.mat-mdc-menu-item:nth-of-type(2)').click();
    await until('the reason is asked for', () => document.querySelector('#prompt-value') !== null);
    const reason = page.find<HTMLTextAreaElement>('#prompt-value');
    reason.value = 'A list was shared.';
    reason.dispatchEvent(new Event('input'));
    page.find<HTMLButtonElement>('mat-dialog-container [type=submit]').click();
    await page.shows('Reason: A list was shared.');
    await page.shows('Their answer: It was mine.');
    expect(server.requests(`POST ${GRACE}/suspension`).map(({ body }) => body)).toEqual([{ reason: 'A list was shared.' }]);
  });

  it('invites, and shows the link once', async () => {
    const link = 'http://leadgen.test/join#token=once';
    const server = workspace([owner]).on('POST /api/v1/invitations', () => ({ status: 201, body: { ...invitation(), link, mailed: false } }));
    const page = await show(server);
    await page.shows('Invite somebody');
    const email = page.find<HTMLInputElement>('[name=email]');
    email.value = 'ada@example.com';
    email.dispatchEvent(new Event('input'));
    page.find<HTMLButtonElement>('form [type=submit]').click();
    await page.shows('Pass this link on to ada@example.com.');
    expect(page.find<HTMLInputElement>('lg-copy-field input').value).toBe(link);
    expect(server.requests('POST /api/v1/invitations').map(({ body }) => body)).toEqual([{ email: 'ada@example.com', role: 'member' }]);
  });

  it('invites once although the first answer was lost', async () => {
    const INVITE = 'POST /api/v1/invitations';
    const server = workspace([owner]).on(INVITE, () => problem(503, 'The answer was lost.'));
    const page = await show(server);
    await page.shows('Invite somebody');
    const email = page.find<HTMLInputElement>('[name=email]');
    email.value = 'ada@example.com';
    email.dispatchEvent(new Event('input'));
    const submit = page.find<HTMLButtonElement>('lg-invitations-card [type=submit]');
    submit.click();
    await page.shows('The answer was lost.');
    server.on(INVITE, () => ({ status: 201, body: { ...invitation(), link: 'https://leads.example.com/join#token=t', mailed: true } }));
    submit.click();
    await until('the link is shown', () => page.element.querySelector('.issued') !== null);
    const keys = server.requests(INVITE).map(({ headers }) => headers['Idempotency-Key']);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  it('offers a role that may only look neither changes nor invitations', async () => {
    const page = await show(workspace([owner, member()]).on('GET /api/v1/permissions', () => ({ status: 200, body: ownerMay('read-members') })));
    await page.shows('Grace Hopper');
    expect([page.element.querySelector('select'), page.element.querySelector('form')]).toEqual([null, null]);
  });
});
