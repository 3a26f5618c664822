/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { code, id, integer, listOf, oneOf, record, versionNumber } from '../../envelope/kind';
import { profileFieldsV1 } from '../profile-v1';

export const leadRecordedV1 = defineEvent({
  name: 'LeadRecorded',
  version: 1,
  category: 'lead',
  owner: 'maintain-leads',
  meaning: 'A person was seen for the first time in this workspace.',
  retention: 'lead',
  subjects: { lead: 'stream' },
  fields: {
    importId: clear(id()),
    pageNumber: clear(integer(1, 2500)),
    layout: clear(oneOf('A', 'B', 'C')),
    parserVersion: clear(versionNumber()),
    /** Which rule of the parser read which field. */
    fieldRules: clear(listOf(record({ field: code(), rule: code() }), 20)),
    ...profileFieldsV1,
  },
});
