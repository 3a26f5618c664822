/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id } from '../../envelope/kind';

export const suspensionLiftedV1 = defineEvent({
  name: 'SuspensionLifted',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'A suspended member is let in again.',
  retention: 'operational',
  subjects: {},
  fields: {
    accountId: clear(id()),
  },
});
