/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { defineEvent } from '../../envelope/definition';

export const importCompletedV1 = defineEvent({
  name: 'ImportCompleted',
  version: 1,
  category: 'import',
  owner: 'import-leads',
  meaning: 'The person who imports said that this was all.',
  retention: 'operational',
  subjects: {},
  fields: {},
});
