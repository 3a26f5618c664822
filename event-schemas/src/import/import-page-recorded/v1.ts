/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { code, id, integer, listOf, oneOf, record } from '../../envelope/kind';

export const importPageRecordedV1 = defineEvent({
  name: 'ImportPageRecorded',
  version: 1,
  category: 'import',
  owner: 'import-leads',
  meaning: 'Every lead of an opened page has been written; says what became of each.',
  retention: 'operational',
  subjects: {},
  fields: {
    pageNumber: clear(integer(1, 2500)),
    outcomes: clear(listOf(record({ leadId: id(), outcome: oneOf('accepted', 'merged', 'unchanged', 'conflict') }), 500)),
    refused: clear(listOf(record({ reason: code(), count: integer(1, 500) }), 40)),
    closedBy: clear(oneOf('page', 'process')),
  },
});
