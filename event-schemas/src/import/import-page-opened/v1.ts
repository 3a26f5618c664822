/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id, integer, listOf, oneOf, code, record } from '../../envelope/kind';

export const importPageOpenedV1 = defineEvent({
  name: 'ImportPageOpened',
  version: 1,
  category: 'import',
  owner: 'import-leads',
  meaning: 'A page of rows was taken in and its leads were named, before any lead was written; claims its share of the requested count.',
  retention: 'operational',
  subjects: {},
  fields: {
    pageNumber: clear(integer(1, 2500)),
    sourcePage: clear(integer(1, 100)),
    layout: clear(oneOf('A', 'B', 'C')),
    gestureId: clear(id()),
    seen: clear(integer(0, 500)),
    parsed: clear(integer(0, 500)),
    /** In row order; a lead that the page names twice stands once. */
    leadIds: clear(listOf(id(), 500)),
    claimed: clear(integer(0, 500)),
    refused: clear(listOf(record({ reason: code(), count: integer(1, 500) }), 40)),
  },
});
