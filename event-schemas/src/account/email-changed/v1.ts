/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent, pii } from '../../envelope/definition';
import { id, text } from '../../envelope/kind';

export const emailChangedV1 = defineEvent({
  name: 'EmailChanged',
  version: 1,
  category: 'account',
  owner: 'sign-in',
  meaning: 'Both addresses confirmed: the account is reached and signs in under the new one.',
  retention: 'account',
  subjects: { account: 'stream' },
  fields: {
    changeId: clear(id()),
    email: pii('account', 'account', text(254)),
  },
});
