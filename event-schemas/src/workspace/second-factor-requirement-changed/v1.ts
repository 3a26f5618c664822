/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { flag } from '../../envelope/kind';

export const secondFactorRequirementChangedV1 = defineEvent({
  name: 'SecondFactorRequirementChanged',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'Members need a second factor from now on, or need none any more.',
  retention: 'operational',
  subjects: {},
  fields: {
    required: clear(flag()),
  },
});
