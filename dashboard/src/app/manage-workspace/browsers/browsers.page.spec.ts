import { TestBed } from '@angular/core/testing';
import { showPage } from '../../../testing/page-under-test';
import { idOf, ownerMay, pairedBrowser } from '../../../testing/records';
import { problem, ScriptedServer } from '../../../testing/scripted-server';
import { until } from '../../../testing/until';
import { OwnPermissions } from '../../platform/api/own-permissions';
import { BrowsersPage } from './browsers.page';

const LIST = 'GET /api/v1/browsers';
const REVOKE = `DELETE /api/v1/browsers/${idOf(500)}`;
const TABLE = 'GET /api/v1/permissions';
const show = (server: ScriptedServer, ...permissions: readonly string[]): ReturnType<typeof showPage> =>
  showPage(
    BrowsersPage,
    'browsers',
    '/browsers',
    server.on(TABLE, () => ({ status: 200, body: ownerMay(...permissions) })),
  );

async function askToRevoke(page: Awaited<ReturnType<typeof show>>, answer: string): Promise<void> {
  await until('a browser can be revoked', () => page.element.querySelector('li button') !== null);
  page.find<HTMLButtonElement>('li button').click();
  await until('the question is shown', () => document.body.textContent.includes('Keep it'));
  page.find<HTMLButtonElement>(`mat-dialog-container ${answer}`).click();
  await until('the question is gone', () => document.querySelector('mat-dialog-container') === null);
}

describe('the browsers page', () => {
  it('revokes a browser after a question, and shows it as of then', async () => {
    let browser = pairedBrowser();
    const server = new ScriptedServer()
      .on(LIST, () => ({ status: 200, body: { items: [browser], next: null } }))
      .on(REVOKE, () => {
        browser = pairedBrowser({ status: 'revoked', revokedAt: '2026-01-03T00:00:00.000Z' });
        return { status: 204, headers: { Position: '00000000000000000009' } };
      });
    const page = await show(server, 'revoke-browsers');
    await askToRevoke(page, '.danger-button');
    await page.shows('Revoked');
    expect(server.requests(LIST).at(-1)?.headers['After-Position']).toBe('00000000000000000009');
  });

  it('says when a browser was last used, unless nothing is known of it any more', async () => {
    const never = pairedBrowser({ id: idOf(501), lastUsedAt: null });
    const page = await show(new ScriptedServer().on(LIST, () => ({ status: 200, body: { items: [pairedBrowser(), never], next: null } })));
    await page.shows('last used');
    expect([...page.element.querySelectorAll('.used time')].map((time) => time.getAttribute('datetime'))).toEqual(['2026-01-03T00:00:00.000Z']);
  });

  it('offers what the role may do: to revoke, to pair another, or neither', async () => {
    const listed = (): ScriptedServer => new ScriptedServer().on(LIST, () => ({ status: 200, body: { items: [pairedBrowser()], next: null } }));
    const page = await show(listed(), 'read-browsers');
    await page.shows('Active');
    await until('the table has arrived', () => TestBed.inject(OwnPermissions).may('read-browsers'));
    expect([page.element.querySelector('li button'), page.text().includes('Pair another browser')]).toEqual([null, false]);
    TestBed.resetTestingModule();
    await (await show(listed(), 'pair-browsers')).shows('Pair another browser');
  });

  it('does nothing when the person keeps it', async () => {
    const server = new ScriptedServer().on(LIST, () => ({ status: 200, body: { items: [pairedBrowser()], next: null } }));
    const page = await show(server, 'revoke-browsers');
    await askToRevoke(page, 'button:not(.danger-button)');
    expect(server.requests(REVOKE)).toEqual([]);
  });

  it('keeps the listing and says why when revoking fails', async () => {
    const server = new ScriptedServer()
      .on(LIST, () => ({ status: 200, body: { items: [pairedBrowser()], next: null } }))
      .on(REVOKE, () => problem(503, 'The store does not answer.'));
    const page = await show(server, 'revoke-browsers');
    await askToRevoke(page, '.danger-button');
    await until('the reason is said', () => document.body.textContent.includes('The store does not answer.'));
    expect(page.text()).toContain('Active');
  });
});
