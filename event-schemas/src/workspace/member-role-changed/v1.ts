/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id, oneOf } from '../../envelope/kind';

export const memberRoleChangedV1 = defineEvent({
  name: 'MemberRoleChanged',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'A member has another role from now on.',
  retention: 'operational',
  subjects: {},
  fields: {
    accountId: clear(id()),
    role: clear(oneOf('admin', 'member', 'auditor')),
  },
});
