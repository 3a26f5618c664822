/** What a person does with the panel and the dashboard, in their words. */
import type { BrowserContext, Page } from 'playwright-core';
import { OWNER } from '../client/importer';
import { pressOn, typeInto } from './keyboard';
import type { ExtensionBrowser } from './extension-browser';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Opens a page of the dashboard, signing in on the way when it asks. */
export async function openDashboard(context: BrowserContext, address: string, who: Credentials = OWNER): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await signInIfAsked(page, who);
  return page;
}

export async function signInIfAsked(page: Page, who: Credentials = OWNER): Promise<void> {
  const entrance = page.getByRole('heading', { name: 'Welcome back' });
  await entrance
    .or(page.getByRole('navigation').first())
    .or(page.getByRole('button', { name: 'Pair this browser' }))
    .first()
    .waitFor();
  if (!(await entrance.isVisible())) return;
  await signIn(page, who);
}

/** With the password, on the sign-in page, by keyboard. */
export async function signIn(page: Page, who: Credentials): Promise<void> {
  const entrance = page.getByRole('heading', { name: 'Welcome back' });
  await typeInto(page, page.getByLabel('Email'), who.email);
  await typeInto(page, page.getByLabel('Password'), who.password);
  await page.keyboard.press('Enter');
  await entrance.waitFor({ state: 'detached' });
}

/** By the menu of the account, by keyboard. */
export async function signOut(page: Page): Promise<void> {
  await pressOn(page, page.getByRole('button', { name: /^Account of / }));
  await page.getByRole('menu').locator(':focus').waitFor();
  await page.keyboard.press('End');
  await page.getByRole('menuitem', { name: 'Sign out' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
}

/** Reads the disclosure and agrees. */
export async function agree(panel: Page): Promise<void> {
  await panel.getByRole('button', { name: 'Agree and continue' }).click();
}

/** From the panel to the dashboard and back with the code. */
export async function pair(browser: ExtensionBrowser, panel: Page, origin: string): Promise<void> {
  await panel.getByLabel('Address of your LeadGen').fill(origin);
  const opened = browser.context().waitForEvent('page');
  await panel.getByRole('button', { name: 'Pair with LeadGen' }).click();
  const page = await opened;
  await signInIfAsked(page);
  await page.getByRole('button', { name: 'Pair this browser' }).click();
  const code = await page.locator('output.code').textContent();
  await panel.getByLabel('Code from the pairing page').fill(code ?? '');
  await panel.getByRole('button', { name: 'Use this code' }).click();
  await panel.getByRole('heading', { name: 'Allow reading results pages' }).waitFor();
  await page.close();
}

/** A browser as it is after the first run: agreed, paired, and with access to www.linkedin.com. */
export async function prepareBrowser(browser: ExtensionBrowser, origin: string): Promise<void> {
  const panel = await browser.openPanel();
  await agree(panel);
  await pair(browser, panel, origin);
  await browser.restartWithAccess();
}
