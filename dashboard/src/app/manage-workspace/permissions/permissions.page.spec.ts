import { showPage, wordsOf } from '../../../testing/page-under-test';
import { problem, ScriptedServer } from '../../../testing/scripted-server';
import { PermissionsPage } from './permissions.page';

const LIST = 'GET /api/v1/permissions';
const show = (server: ScriptedServer): ReturnType<typeof showPage> => showPage(PermissionsPage, 'permissions', '/permissions', server);

describe('the page Who may do what', () => {
  it('says in words what each role may do, and names what it has no words for', async () => {
    const items = [
      { permission: 'run-imports', roles: ['owner', 'admin', 'member'], browser: true, apiKey: true },
      { permission: 'fly', roles: ['owner'], browser: false, apiKey: false },
    ];
    const page = await show(new ScriptedServer().on(LIST, () => ({ status: 200, body: { items, next: null } })));
    await page.shows('Import leads');
    expect([...page.element.querySelectorAll('tbody tr')].map(wordsOf)).toEqual(['Import leads yes yes yes – no yes yes', 'fly yes – no – no – no – no – no']);
  });

  it('stays calm when the role does not open it', async () => {
    const refused = problem(403, 'This account or browser may not do that.');
    const body = { ...(refused.body as object), type: '/problems/not-permitted' };
    const page = await show(new ScriptedServer().on(LIST, () => ({ status: 403, body })));
    await page.shows('Your role does not open this page');
    expect(page.element.querySelector('lg-problem-card button')).toBeNull();
  });
});
