/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id } from '../../envelope/kind';

export const passkeyRemovedV1 = defineEvent({
  name: 'PasskeyRemoved',
  version: 1,
  category: 'account',
  owner: 'sign-in',
  meaning: 'A passkey can no longer sign in.',
  retention: 'account',
  subjects: {},
  fields: {
    passkeyId: clear(id()),
  },
});
