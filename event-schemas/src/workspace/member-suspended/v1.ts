/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent, pii } from '../../envelope/definition';
import { id, text } from '../../envelope/kind';

export const memberSuspendedV1 = defineEvent({
  name: 'MemberSuspended',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'A member is shut out until the suspension is lifted.',
  retention: 'operational',
  subjects: { account: 'clear:accountId' },
  fields: {
    accountId: clear(id()),
    reason: pii('account', 'free-text', text(500)),
  },
});
