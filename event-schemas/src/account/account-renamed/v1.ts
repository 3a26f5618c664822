/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { defineEvent, pii } from '../../envelope/definition';
import { text } from '../../envelope/kind';

export const accountRenamedV1 = defineEvent({
  name: 'AccountRenamed',
  version: 1,
  category: 'account',
  owner: 'sign-in',
  meaning: 'A person changed the name that others see.',
  retention: 'account',
  subjects: { account: 'stream' },
  fields: {
    displayName: pii('account', 'account', text(120)),
  },
});
