/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id } from '../../envelope/kind';

export const memberLeftV1 = defineEvent({
  name: 'MemberLeft',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'A member went of their own accord.',
  retention: 'operational',
  subjects: {},
  fields: {
    accountId: clear(id()),
  },
});
