import { TestBed } from '@angular/core/testing';
import type { Account } from '../../../../../event-schemas/src/http/accounts';
import { type PageUnderTest, showPage } from '../../../testing/page-under-test';
import { account, idOf } from '../../../testing/records';
import { problem, ScriptedServer } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { SessionStore } from '../../platform/api/session-store';
import { AccountPage } from './account.page';

const device = (number: number, current: boolean): object => ({
  id: idOf(number),
  current,
  device: current ? 'Chrome on Linux' : 'Firefox on Windows',
  signedInAt: '2026-01-01T00:00:00.000Z',
  lastUsedAt: '2026-01-02T00:00:00.000Z',
  workspaceId: idOf(2),
});
const signedIn = (change: Partial<Account> = {}): ScriptedServer =>
  new ScriptedServer()
    .on('GET /api/v1/account', () => ({ status: 200, body: account(change) }))
    .on('GET /api/v1/account/sessions', () => ({ status: 200, body: { items: [device(11, true), device(12, false)], next: null } }));
const show = (server: ScriptedServer): Promise<PageUnderTest> => showPage(AccountPage, 'account', '/account', server);

function fill(page: PageUnderTest, form: string, fields: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(fields)) {
    const input = page.find<HTMLInputElement>(`${form} [name="${name}"]`);
    input.value = value;
    input.dispatchEvent(new Event('input'));
  }
  page.find<HTMLButtonElement>(`${form} [type=submit]`).click();
}

describe('the account page', () => {
  it('saves another name, which shows at once', async () => {
    const server = signedIn().on('PATCH /api/v1/account', () => ({ status: 200, body: account({ displayName: 'Mara L' }) }));
    const page = await show(server);
    await page.shows('Where you are signed in');
    fill(page, 'lg-profile-card', { displayName: 'Mara L' });
    await until('the name is the new one', () => TestBed.inject(SessionStore).session()?.account.displayName === 'Mara L');
    expect(server.requests('PATCH /api/v1/account').map(({ body }) => body)).toEqual([{ displayName: 'Mara L', preferences: { signInNotices: true } }]);
  });

  it('speaks of accepted documents only to somebody who accepted some', async () => {
    const page = await show(signedIn({ accepted: [] }));
    await page.shows('A file with what LeadGen keeps about your account.');
    expect([page.text().includes('documents that you accepted'), page.element.querySelector('lg-own-data-card ul')]).toEqual([false, null]);
  });

  it('shows at the field that the present password is wrong', async () => {
    const wrong = { type: '/problems/wrong-password', title: 'Wrong', status: 403, detail: 'The password is wrong.', instance: '/' };
    const errors = [{ pointer: '/currentPassword', code: 'wrong-password', message: 'This is not the password of your account.' }];
    const page = await show(signedIn().on('PUT /api/v1/account/password', () => ({ status: 403, body: { ...wrong, errors } })));
    await page.shows('Change password');
    fill(page, 'lg-password-card', { currentPassword: 'not it', newPassword: 'four quiet green words' });
    await page.shows('This is not the password of your account.');
    expect(page.find('[aria-invalid]').getAttribute('name')).toBe('currentPassword');
  });

  it('disconnects paired browsers with the password only when that is ticked', async () => {
    const server = signedIn().on('PUT /api/v1/account/password', () => ({ status: 204 }));
    const page = await show(server);
    await page.shows('API keys that you made go on');
    const words = { currentPassword: 'two quiet blue words', newPassword: 'four quiet green words' };
    fill(page, 'lg-password-card', words);
    await until('the password is changed', () => page.find<HTMLInputElement>('lg-password-card [name=newPassword]').value === '');
    page.find<HTMLInputElement>('lg-password-card [name=alsoBrowsers]').click();
    fill(page, 'lg-password-card', words);
    await until('both were sent', () => server.requests('PUT /api/v1/account/password').length === 2);
    const sent = server.requests('PUT /api/v1/account/password').map(({ body }) => body);
    expect(sent).toEqual([false, true].map((alsoBrowsers) => ({ ...words, alsoBrowsers })));
  });

  it('says why no mail address can be changed here', async () => {
    const page = await show(signedIn().on('POST /api/v1/account/email-changes', () => problem(409, 'Ask the operator to set MAIL_URL.')));
    await page.shows('Change email');
    fill(page, 'lg-email-card', { email: 'new@example.com', password: 'four quiet green words' });
    await page.shows('Ask the operator to set MAIL_URL.');
  });

  it('shows a change of address that waits, and gives it up', async () => {
    const server = signedIn({ pendingEmail: 'new@example.com' }).on('DELETE /api/v1/account/email-changes', () => ({ status: 204 }));
    const page = await show(server);
    await page.shows('new@example.com becomes your address when');
    server.on('GET /api/v1/account', () => ({ status: 200, body: account() }));
    page.find<HTMLButtonElement>('.waiting button').click();
    await page.shows('Change email');
  });

  it('signs out another device and never offers that for this one', async () => {
    const server = signedIn().on(`DELETE /api/v1/account/sessions/${idOf(12)}`, () => ({ status: 204 }));
    const page = await show(server);
    await page.shows('This device');
    server.on('GET /api/v1/account/sessions', () => ({ status: 200, body: { items: [device(11, true)], next: null } }));
    expect([...page.element.querySelectorAll('lg-devices-card li button')].map((button) => button.getAttribute('aria-label'))).toEqual([
      'Sign out Firefox on Windows',
    ]);
    page.find<HTMLButtonElement>('lg-devices-card li button').click();
    await until('only this device is left', () => page.element.querySelectorAll('lg-devices-card li').length === 1);
  });
});
