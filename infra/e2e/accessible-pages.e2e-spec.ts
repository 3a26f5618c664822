import type { Browser, Locator, Page } from 'playwright-core';
import type { TotpSetUp } from '../../event-schemas/src/http/accounts';
import { untilShown, barriers, barriersOfOverlay } from './chromium/accessibility';
import { signIn, type Credentials } from './chromium/person';
import { openPerson, openPlainBrowser } from './chromium/plain-browser';
import { AuthenticatorApp } from './client/authenticator-app';
import { finishImport, OWNER, sendPage, startImport } from './client/importer';
import { invite, joinWorkspace } from './client/joining';
import { personRows, range } from './client/people';
import { allLeads, endedImport } from './client/reader';
import { expectOk } from './client/rest';
import { dashboardRoutes } from './client/route-table';
import { throwAwayInstallation, type ThrowAway } from './client/throw-away';

jest.setTimeout(600_000);

const AUDITOR = {
  email: 'auditor@example.org',
  role: 'auditor',
  displayName: 'Aurelio Featherstonehaugh-Wolfeschlegelstein of the Office for Data Protection',
  password: 'seven lamps under quiet snow',
} as const;
const routes = dashboardRoutes();
/** What the server shows without the dashboard. */
const READ = ['legal/terms', 'legal/privacy-policy', 'problems'];
let leadgen: ThrowAway;
let browser: Browser;
/** An address for each path that needs more than itself. */
let addresses: Readonly<Record<string, string>>;

beforeAll(async () => {
  leadgen = await throwAwayInstallation('accessible-pages');
  const { origin, owner } = leadgen;
  const token = leadgen.browser.accessToken;
  const open = await startImport(origin, token, 25);
  await sendPage(origin, token, open, 1, personRows(range(1, 25)));
  await finishImport(origin, token, open);
  await endedImport(origin, token, open.id);
  const [lead] = await allLeads(origin, owner.accessToken);
  await joinWorkspace(origin, owner.accessToken, AUDITOR);
  const invitation = await invite(origin, owner.accessToken, { email: 'guest@example.org', role: 'member' });
  addresses = {
    'leads/:id': `leads/${lead?.id ?? ''}`,
    'imports/:id': `imports/${open.id}`,
    'browsers/pair': `browsers/pair#state=${'p'.repeat(43)}`,
    join: `join${new URL(invitation.link).hash}`,
    reset: 'reset#token=any',
    'confirm-email': 'confirm-email#token=any',
    'cancel-email': 'cancel-email#token=any',
    '**': 'nowhere',
  };
  browser = await openPlainBrowser();
});

afterAll(async () => {
  await browser.close();
  await leadgen.remove();
});

function addressOf(route: string): string {
  const address = addresses[route] ?? route;
  if (/[:*]/.test(address)) throw new Error(`Name an address for the route ${route} here, so that its page is looked at too.`);
  return `${leadgen.origin}/${address}`;
}

/** What stands in place of a page that was not shown. */
const instead = (page: Page): Locator => page.getByRole('heading', { name: 'Welcome back' }).or(page.locator('lg-problem-card'));
const withPerson = async (work: (page: Page) => Promise<void>): Promise<void> => {
  const context = await openPerson(browser);
  await work(await context.newPage());
  await context.close();
};

/** What keeps a person, or somebody who is not signed in, from these pages, and where another page came in place of the one that was asked for. */
async function lookedAt(person: Credentials | null, paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  await withPerson(async (page) => {
    if (person !== null) {
      await page.goto(leadgen.origin);
      await signIn(page, person);
      await untilShown(page);
    }
    for (const path of paths) {
      await page.goto(addressOf(path));
      await untilShown(page);
      found.push(...(await barriers(page)));
      if (person !== null && path !== '**' && (await instead(page).count()) > 0) found.push(`${path}: another page was shown`);
    }
  });
  return found;
}

it('finds every route of the dashboard', () => {
  expect(routes.open).toContain('join');
  expect(routes.guarded).toEqual(expect.arrayContaining(['leads/:id', 'members', 'permissions', 'account', '**']));
});

it('finds a button without a name, as the proof that it looks', () =>
  withPerson(async (page) => {
    await page.goto(`${leadgen.origin}/sign-in`);
    await untilShown(page);
    await page.evaluate("void document.querySelector('main').append(document.createElement('button'))");
    expect(await barriers(page)).toContainEqual(expect.stringContaining('button-name'));
  }));

it('finds nothing that keeps a stranger, an owner or an auditor from any page', async () => {
  // Each in windows of their own, so that there is always one to look at while another one loads.
  const [stranger, owner, auditor] = await Promise.all([
    lookedAt(null, [...routes.open, ...READ]),
    lookedAt(OWNER, routes.guarded),
    lookedAt(AUDITOR, routes.guarded),
  ]);
  expect({ stranger, owner, auditor }).toEqual({ stranger: [], owner: [], auditor: [] });
});

it('finds nothing in the API reference, one route of it open', () =>
  withPerson(async (page) => {
    await page.goto(`${leadgen.origin}/api/docs#/Leads/LeadsController.list`);
    await page.getByText('Most items of a page.').waitFor();
    expect(await barriers(page)).toEqual([]);
  }));

it('finds nothing in open menus and dialogs', () =>
  withPerson(async (page) => {
    await page.goto(`${leadgen.origin}/account`);
    await signIn(page, OWNER);
    await page.getByRole('button', { name: /^Account of / }).click();
    await page.getByRole('menu').waitFor();
    expect(await barriersOfOverlay(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Add an authenticator app' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await barriersOfOverlay(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Sign out all other devices' }).click();
    await page.getByRole('alertdialog').waitFor();
    expect(await barriersOfOverlay(page)).toEqual([]);
  }));

it('finds nothing where a second factor is asked for, nor where one is missing', async () => {
  const { origin, owner } = leadgen;
  const token = owner.accessToken;
  const { secret } = (await expectOk<TotpSetUp>(origin, 'POST', '/api/v1/account/totp', { token, body: { password: OWNER.password } })).body;
  await expectOk(origin, 'PUT', '/api/v1/account/totp', { token, body: { code: new AuthenticatorApp(secret).code() } });
  await expectOk(origin, 'PATCH', '/api/v1/workspace', { token, body: { secondFactorRequired: true, password: OWNER.password } });
  for (const [person, heading] of [
    [OWNER, 'One more step'],
    [AUDITOR, 'This workspace asks for a second factor'],
  ] as const) {
    await withPerson(async (page) => {
      await page.goto(leadgen.origin);
      await signIn(page, person);
      await page.getByRole('heading', { name: heading }).waitFor();
      expect(await barriers(page)).toEqual([]);
    });
  }
});
