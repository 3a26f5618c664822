/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id, oneOf } from '../../envelope/kind';

export const emailChangeCancelledV1 = defineEvent({
  name: 'EmailChangeCancelled',
  version: 1,
  category: 'account',
  owner: 'sign-in',
  meaning: 'A change of the mail address was given up before it counted.',
  retention: 'account',
  subjects: {},
  fields: {
    changeId: clear(id()),
    cause: clear(oneOf('user', 'replaced', 'address-taken')),
  },
});
