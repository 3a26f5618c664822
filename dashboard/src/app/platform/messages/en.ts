import { account, barred, nowhere, secondFactor, suspended } from './en/account';
import { apiKeys } from './en/api-keys';
import { importPage, imports, receipt } from './en/import-leads';
import { lead, leads } from './en/maintain-leads';
import { browsers, pair } from './en/manage-workspace';
import { invitations, members, permissions } from './en/members';
import { passkeys } from './en/passkeys';
import { unmask } from './en/prove-history';
import { conflict, outbox, settings } from './en/settings';
import { shell, states } from './en/shell';
import { forgot, join, mailedLink, passwordStrength, reset, secondStep, setUp, signIn } from './en/sign-in';

/**
 * Every text of the interface in English. A component reads them as `t.<page>.<name>`; a missing name does not compile, an
 * unused one fails `messages.spec.ts`. Texts with values are functions, so that another language may order them its own way.
 */
export const en = {
  locale: 'en-GB',
  product: 'LeadGen',
  title: (page: string): string => `${page} · LeadGen`,
  shell,
  states,
  signIn,
  setUp,
  join,
  forgot,
  reset,
  secondFactor,
  secondStep,
  passwordStrength,
  passkeys,
  mailedLink,
  account,
  suspended,
  barred,
  nowhere,
  imports,
  receipt,
  import: importPage,
  leads,
  lead,
  unmask,
  browsers,
  pair,
  members,
  invitations,
  permissions,
  apiKeys,
  settings,
  conflict,
  outbox,
};
