/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent, pii } from '../../envelope/definition';
import { id, text } from '../../envelope/kind';

export const leadUnmaskedV1 = defineEvent({
  name: 'LeadUnmasked',
  version: 1,
  category: 'audit-access',
  owner: 'prove-history',
  meaning: 'An auditor asked, with a reason, for the personal values of one lead; recorded before they were shown.',
  retention: 'audit',
  subjects: { account: 'clear:accountId' },
  fields: {
    leadId: clear(id()),
    /** The auditor, whose key seals the reason. */
    accountId: clear(id()),
    reason: pii('account', 'free-text', text(500)),
  },
});
