/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent, pii } from '../../envelope/definition';
import { id, text } from '../../envelope/kind';

export const passkeyRenamedV1 = defineEvent({
  name: 'PasskeyRenamed',
  version: 1,
  category: 'account',
  owner: 'sign-in',
  meaning: 'A passkey has another name.',
  retention: 'account',
  subjects: { account: 'stream' },
  fields: {
    passkeyId: clear(id()),
    name: pii('account', 'device', text(80)),
  },
});
