/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent, pii } from '../../envelope/definition';
import { id, instant, oneOf, text } from '../../envelope/kind';

export const memberInvitedV1 = defineEvent({
  name: 'MemberInvited',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'A person was asked to join; the address is sealed under a key of its own, made for this invitation.',
  retention: 'operational',
  subjects: { account: 'clear:inviteeId' },
  fields: {
    invitationId: clear(id()),
    /** Becomes the id of the account when a new one is made for this invitation. */
    inviteeId: clear(id()),
    role: clear(oneOf('admin', 'member', 'auditor')),
    expiresAt: clear(instant()),
    email: pii('account', 'account', text(254)),
  },
});
