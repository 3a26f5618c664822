/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id, instant } from '../../envelope/kind';

export const invitationResentV1 = defineEvent({
  name: 'InvitationResent',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'An invitation got a new link; the one before it ended.',
  retention: 'operational',
  subjects: {},
  fields: {
    invitationId: clear(id()),
    expiresAt: clear(instant()),
  },
});
