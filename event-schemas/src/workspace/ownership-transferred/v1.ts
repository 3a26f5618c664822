/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id } from '../../envelope/kind';

export const ownershipTransferredV1 = defineEvent({
  name: 'OwnershipTransferred',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'The workspace has another owner; the one before is an admin now.',
  retention: 'operational',
  subjects: {},
  fields: {
    fromAccountId: clear(id()),
    toAccountId: clear(id()),
  },
});
