import type { Browser, Page } from 'playwright-core';
import { pressOn, typeInto } from './chromium/keyboard';
import { openDashboard, signIn, signOut } from './chromium/person';
import { openPerson, openPlainBrowser } from './chromium/plain-browser';
import { throwAwayInstallation, type ThrowAway } from './client/throw-away';

jest.setTimeout(600_000);

const GUEST = { email: 'mirela@example.org', name: 'Mirela Lindqvist', password: 'seven lamps under quiet snow' };
let leadgen: ThrowAway;
let browser: Browser;

beforeAll(async () => {
  leadgen = await throwAwayInstallation('joining');
  browser = await openPlainBrowser();
});

afterAll(async () => {
  await browser.close();
  await leadgen.remove();
});

const member = (page: Page): ReturnType<Page['locator']> => page.getByRole('list', { name: 'Members' }).getByRole('listitem').filter({ hasText: GUEST.name });

it('leads an invited person by keyboard alone from the link into the workspace, out and in again, and the owner sees them', async () => {
  const [inviting, invited] = await Promise.all([openPerson(browser), openPerson(browser)]);
  const owner = await openDashboard(inviting, `${leadgen.origin}/members`);
  await owner.getByLabel('Their email').fill(GUEST.email);
  await owner.getByLabel('Role', { exact: true }).selectOption({ label: 'Member: imports and leads' });
  await owner.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = await owner.getByLabel('Link of the invitation').inputValue();

  const guest = await invited.newPage();
  const button = (name: string): ReturnType<Page['locator']> => guest.getByRole('button', { name, exact: true });
  await guest.goto(link);
  await typeInto(guest, guest.getByLabel('Your name'), GUEST.name);
  await typeInto(guest, guest.getByLabel('Password'), GUEST.password);
  await guest.getByText('Very good').waitFor();
  await typeInto(guest, guest.getByLabel('Where you live'), 'Portugal');
  await pressOn(guest, button('Create account and join'));
  await guest.getByText('An account is only for people who are at least 13.').waitFor();
  // The focus is where something is missing.
  await guest.getByRole('checkbox', { name: 'I am at least 13 years old.' }).and(guest.locator(':focus')).waitFor();
  await guest.keyboard.press('Space');
  await pressOn(guest, guest.getByRole('checkbox', { name: /^I accept the terms of use/ }), 'Space');
  await pressOn(guest, button('Create account and join'));
  await guest.getByText('No leads yet').waitFor();

  // Nobody has touched the owner's page meanwhile.
  await member(owner).getByText(GUEST.email).waitFor();
  expect(await owner.getByRole('combobox', { name: `Role of ${GUEST.name}` }).inputValue()).toBe('member');

  await signOut(guest);
  await signIn(guest, GUEST);
  await guest.getByText('No leads yet').waitFor();
  expect(new URL(guest.url()).pathname).toBe('/leads');

  const again = await invited.newPage();
  await again.goto(link);
  await again.getByRole('heading', { name: 'This invitation is over' }).waitFor();
  await signOut(guest);
  await Promise.all([inviting.close(), invited.close()]);
});
