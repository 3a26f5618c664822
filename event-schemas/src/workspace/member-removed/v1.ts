/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id } from '../../envelope/kind';

export const memberRemovedV1 = defineEvent({
  name: 'MemberRemoved',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'A member was put out of the workspace.',
  retention: 'operational',
  subjects: {},
  fields: {
    accountId: clear(id()),
  },
});
