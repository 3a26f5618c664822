/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { code, id, integer, listOf, oneOf, record, versionNumber } from '../../envelope/kind';
import { profileFieldsV1 } from '../profile-v1';

export const leadSeenAgainV1 = defineEvent({
  name: 'LeadSeenAgain',
  version: 1,
  category: 'lead',
  owner: 'maintain-leads',
  meaning: 'A known person was seen again with at least one different field; holds the whole profile as seen.',
  retention: 'lead',
  subjects: { lead: 'stream' },
  fields: {
    importId: clear(id()),
    pageNumber: clear(integer(1, 2500)),
    layout: clear(oneOf('A', 'B', 'C')),
    parserVersion: clear(versionNumber()),
    /** Which rule of the parser read which field. */
    fieldRules: clear(listOf(record({ field: code(), rule: code() }), 20)),
    changed: clear(listOf(code(), 20)),
    ...profileFieldsV1,
  },
});
