/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { oneOf } from '../../envelope/kind';

export const secondFactorRemovedV1 = defineEvent({
  name: 'SecondFactorRemoved',
  version: 1,
  category: 'account',
  owner: 'sign-in',
  meaning: 'An authenticator app is no longer a second factor of the account.',
  retention: 'account',
  subjects: {},
  fields: {
    method: clear(oneOf('totp')),
  },
});
