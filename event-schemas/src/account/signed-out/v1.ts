/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id, oneOf } from '../../envelope/kind';

export const signedOutV1 = defineEvent({
  name: 'SignedOut',
  version: 1,
  category: 'account',
  owner: 'sign-in',
  meaning: 'A session ended.',
  retention: 'account',
  subjects: {},
  fields: {
    sessionId: clear(id()),
    cause: clear(oneOf('user', 'reuse-detected', 'expired')),
  },
});
