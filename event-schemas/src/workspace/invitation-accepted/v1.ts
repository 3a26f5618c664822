/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id } from '../../envelope/kind';

export const invitationAcceptedV1 = defineEvent({
  name: 'InvitationAccepted',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'An invitation was used up by the account that joined with it.',
  retention: 'operational',
  subjects: {},
  fields: {
    invitationId: clear(id()),
    accountId: clear(id()),
  },
});
