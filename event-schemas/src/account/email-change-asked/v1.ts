/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent, pii } from '../../envelope/definition';
import { id, text } from '../../envelope/kind';

export const emailChangeAskedV1 = defineEvent({
  name: 'EmailChangeAsked',
  version: 1,
  category: 'account',
  owner: 'sign-in',
  meaning: 'A person asked for another mail address; both addresses have to confirm it.',
  retention: 'account',
  subjects: { account: 'stream' },
  fields: {
    changeId: clear(id()),
    email: pii('account', 'account', text(254)),
  },
});
