/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id, oneOf } from '../../envelope/kind';

export const identityConflictFoundV1 = defineEvent({
  name: 'IdentityConflictFound',
  version: 1,
  category: 'lead',
  owner: 'maintain-leads',
  meaning: 'An identifier seen with this lead already belongs to another lead; a person has to review it.',
  retention: 'lead',
  subjects: {},
  fields: {
    importId: clear(id()),
    otherLeadId: clear(id()),
    tokenType: clear(oneOf('sn-lead', 'li-slug')),
  },
});
