/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { defineEvent, pii } from '../../envelope/definition';
import { flag, oneOf } from '../../envelope/kind';

export const preferencesChangedV1 = defineEvent({
  name: 'PreferencesChanged',
  version: 1,
  category: 'account',
  owner: 'sign-in',
  meaning: 'A person chose how LeadGen looks and what it tells.',
  retention: 'account',
  subjects: { account: 'stream' },
  fields: {
    theme: pii('account', 'account', oneOf('system', 'light', 'dark')),
    signInNotices: pii('account', 'account', flag()),
  },
});
