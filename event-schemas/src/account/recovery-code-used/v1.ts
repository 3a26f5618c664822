/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { integer } from '../../envelope/kind';

export const recoveryCodeUsedV1 = defineEvent({
  name: 'RecoveryCodeUsed',
  version: 1,
  category: 'account',
  owner: 'sign-in',
  meaning: 'A recovery code stood in for the second factor and is used up.',
  retention: 'account',
  subjects: {},
  fields: {
    left: clear(integer(0, 100)),
  },
});
