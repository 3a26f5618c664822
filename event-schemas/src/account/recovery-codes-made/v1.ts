/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { integer } from '../../envelope/kind';

export const recoveryCodesMadeV1 = defineEvent({
  name: 'RecoveryCodesMade',
  version: 1,
  category: 'account',
  owner: 'sign-in',
  meaning: 'The account got new recovery codes; older ones are void.',
  retention: 'account',
  subjects: {},
  fields: {
    count: clear(integer(1, 100)),
  },
});
