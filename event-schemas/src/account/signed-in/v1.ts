/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent, pii } from '../../envelope/definition';
import { id, text } from '../../envelope/kind';

export const signedInV1 = defineEvent({
  name: 'SignedIn',
  version: 1,
  category: 'account',
  owner: 'sign-in',
  meaning: 'A session began.',
  retention: 'account',
  subjects: { account: 'stream' },
  fields: {
    sessionId: clear(id()),
    userAgent: pii('account', 'device', text(400)),
  },
});
