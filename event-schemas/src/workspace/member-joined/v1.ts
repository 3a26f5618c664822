/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id, oneOf } from '../../envelope/kind';

export const memberJoinedV1 = defineEvent({
  name: 'MemberJoined',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'An account became a member.',
  retention: 'operational',
  subjects: {},
  fields: {
    accountId: clear(id()),
    role: clear(oneOf('owner', 'admin', 'member', 'auditor')),
  },
});
