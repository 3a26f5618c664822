/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { oneOf } from '../../envelope/kind';

export const passwordChangedV1 = defineEvent({
  name: 'PasswordChanged',
  version: 1,
  category: 'account',
  owner: 'sign-in',
  meaning: 'An account got another password; every other session ended.',
  retention: 'account',
  subjects: {},
  fields: {
    cause: clear(oneOf('user', 'reset')),
  },
});
