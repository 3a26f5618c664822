/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { defineEvent, pii } from '../../envelope/definition';
import { text } from '../../envelope/kind';

export const accountCreatedV1 = defineEvent({
  name: 'AccountCreated',
  version: 1,
  category: 'account',
  owner: 'sign-in',
  meaning: 'A person got an account.',
  retention: 'account',
  subjects: { account: 'stream' },
  fields: {
    email: pii('account', 'account', text(254)),
    displayName: pii('account', 'account', text(120)),
  },
});
