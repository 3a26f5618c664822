/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id, integer, nullable } from '../../envelope/kind';

export const memberLimitsChangedV1 = defineEvent({
  name: 'MemberLimitsChanged',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'What a member may do in a day was limited, or the limit was lifted (null).',
  retention: 'operational',
  subjects: {},
  fields: {
    accountId: clear(id()),
    importsPerDay: clear(nullable(integer(0, 1_000_000))),
    exportsPerDay: clear(nullable(integer(0, 1_000_000))),
    rowsPerExport: clear(nullable(integer(0, 100_000_000))),
  },
});
