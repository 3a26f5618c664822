/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent, pii } from '../../envelope/definition';
import { id, text } from '../../envelope/kind';

export const suspensionAppealedV1 = defineEvent({
  name: 'SuspensionAppealed',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'A suspended member answered the reason that was given.',
  retention: 'operational',
  subjects: { account: 'clear:accountId' },
  fields: {
    accountId: clear(id()),
    text: pii('account', 'free-text', text(2_000)),
  },
});
