import type { Type } from '@angular/core';
import { type PageUnderTest, showPage } from '../../testing/page-under-test';
import { account, apiKey, idOf, member, owner, ownerMay, signInMethods } from '../../testing/records';
import { problem, ScriptedServer } from '../../testing/scripted-server';
import { until } from '../../testing/until';
import { ApiKeysPage } from '../manage-workspace/api-keys/api-keys.page';
import { SettingsPage } from '../manage-workspace/settings/settings.page';
import { AccountPage } from '../sign-in/account/account.page';
import { Frame } from './frame';

const listOf = (...items: readonly unknown[]): { readonly items: readonly unknown[]; readonly next: null } => ({ items, next: null });
const workspace = { id: idOf(2), name: 'Northwind Sales', secondFactorRequired: false, createdAt: '2026-01-01T00:00:00.000Z' };
const laptop = { id: idOf(31), name: 'Work laptop', addedAt: '2026-01-02T00:00:00.000Z', lastUsedAt: null };
const server = (): ScriptedServer =>
  new ScriptedServer()
    .on('GET /api/v1/permissions', () => ({ status: 200, body: ownerMay('change-workspace', 'transfer-ownership', 'manage-api-keys') }))
    .on('GET /api/v1/members', () => ({ status: 200, body: listOf({ ...owner, secondFactor: true }, member({ secondFactor: true })) }))
    .on('GET /api/v1/workspace', () => ({ status: 200, body: workspace, headers: { ETag: '"4"' } }))
    .on('GET /api/v1/account/sessions', () => ({ status: 200, body: listOf() }));
const show = (page: Type<unknown>, path: string, behind: ScriptedServer): Promise<PageUnderTest> => showPage(page, path, `/${path}`, behind, 'owner', Frame);

const DIALOG = 'mat-dialog-container';

/** As somebody does who uses the keyboard. */
async function press(label: string, within = 'lg-frame'): Promise<void> {
  const found = (): HTMLElement | undefined =>
    [...document.querySelectorAll<HTMLElement>(`${within} button`)].find((button) => button.textContent.trim() === label || button.ariaLabel === label);
  await until(`there is a button "${label}"`, () => found() !== undefined);
  found()?.focus();
  found()?.click();
}
async function type(selector: string, value: string): Promise<void> {
  await until(`there is ${selector}`, () => document.querySelector(selector) !== null);
  const field = document.querySelector<HTMLInputElement>(selector);
  if (field === null) return;
  field.value = value;
  for (const event of ['input', 'change']) field.dispatchEvent(new Event(event));
}
const focusIsOn = (heading: string): Promise<void> =>
  until(
    () => `the focus is on "${heading}"; it is on ${document.activeElement?.outerHTML.slice(0, 80) ?? 'nothing'}`,
    () => document.activeElement?.textContent === heading && document.querySelector(DIALOG) === null,
  );

describe('the focus, when the button that was pressed is gone', () => {
  it('goes to the heading of the page after an API key was revoked', async () => {
    let key = apiKey();
    const behind = server()
      .on('GET /api/v1/api-keys', () => ({ status: 200, body: listOf(key) }))
      .on(`DELETE /api/v1/api-keys/${key.id}`, () => {
        key = apiKey({ state: 'revoked' });
        return { status: 204 };
      });
    await show(ApiKeysPage, 'api-keys', behind);
    await press(`Revoke ${key.name}`);
    await press('Revoke', DIALOG);
    await focusIsOn('API keys');
  });

  it('goes to the heading of the card after recovery codes were kept', async () => {
    const behind = server()
      .on('GET /api/v1/account', () => ({ status: 200, body: account({ signInMethods: signInMethods({ passkeys: [laptop] }) }) }))
      .on('POST /api/v1/account/recovery-codes', () => ({ status: 201, body: { codes: ['7K2M-9QXT'] } }));
    await show(AccountPage, 'account', behind);
    await press('New recovery codes');
    await type('#prompt-value', 'four quiet green words');
    await press('New recovery codes', DIALOG);
    await focusIsOn('Keep these recovery codes');
    await press('I have kept them');
    await focusIsOn('Second factor');
  });

  it('goes to the heading of the card after a passkey was removed', async () => {
    let passkeys = [laptop];
    const behind = server()
      .on('GET /api/v1/account', () => ({ status: 200, body: account({ signInMethods: signInMethods({ passkeys }) }) }))
      .on(`DELETE /api/v1/account/passkeys/${laptop.id}`, () => {
        passkeys = [];
        return { status: 204 };
      });
    await show(AccountPage, 'account', behind);
    await press('Remove Work laptop');
    await type('#prompt-value', 'four quiet green words');
    await press('Remove', DIALOG);
    await focusIsOn('Passkeys');
  });

  it('goes to the heading of the card after the ownership was handed on', async () => {
    const behind = server().on('POST /api/v1/ownership-transfers', () => ({ status: 204 }));
    await show(SettingsPage, 'settings', behind);
    await type('#newOwner', idOf(7));
    await press('Transfer the ownership …');
    await type('#prompt-value', 'four quiet green words');
    await press('Transfer the ownership', DIALOG);
    await focusIsOn('Owner');
  });

  it('goes to the heading of the card after the rule of the second factor was changed', async () => {
    const required = { ...workspace, secondFactorRequired: true };
    const behind = server();
    behind.on('PATCH /api/v1/workspace', () => {
      behind.on('GET /api/v1/workspace', () => ({ status: 200, body: required, headers: { ETag: '"5"' } }));
      return { status: 200, body: required, headers: { ETag: '"5"' } };
    });
    await show(SettingsPage, 'settings', behind);
    await press('Require a second factor …');
    await type('#prompt-value', 'four quiet green words');
    await press('Require it', DIALOG);
    await focusIsOn('Second factor');
  });

  it('goes to the heading of the card after a conflict was decided', async () => {
    const current = { ...workspace, name: 'Fabrikam' };
    const refused = { ...(problem(412, 'Somebody was faster.').body as object), current };
    const behind = server().on('PATCH /api/v1/workspace', () => ({ status: 412, body: refused, headers: { ETag: '"5"' } }));
    await show(SettingsPage, 'settings', behind);
    await type('[name=name]', 'Contoso');
    await press('Save');
    await press('Keep theirs');
    await focusIsOn('Name');
  });

  it('stays nowhere for somebody who had put it nowhere before', async () => {
    let key = apiKey();
    const behind = server().on('GET /api/v1/api-keys', () => ({ status: 200, body: listOf(key) }));
    const page = await show(ApiKeysPage, 'api-keys', behind);
    await page.shows('Revoke');
    await until('the live line is open', () => behind.openLines === 1);
    page.find('li .acts button').focus();
    page.find('li .acts button').blur();
    key = apiKey({ state: 'revoked' });
    behind.live('data: {"topic":"api-keys","position":"00000000000000000003"}\n\n');
    await page.shows('Revoked');
    expect(document.activeElement).toBe(document.body);
  });
});
