/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id } from '../../envelope/kind';

export const invitationRevokedV1 = defineEvent({
  name: 'InvitationRevoked',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'An invitation was taken back before anybody accepted it.',
  retention: 'operational',
  subjects: {},
  fields: {
    invitationId: clear(id()),
  },
});
