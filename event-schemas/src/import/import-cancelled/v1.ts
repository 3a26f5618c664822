/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { defineEvent } from '../../envelope/definition';

export const importCancelledV1 = defineEvent({
  name: 'ImportCancelled',
  version: 1,
  category: 'import',
  owner: 'import-leads',
  meaning: 'The import was stopped by a person; what it had written stays.',
  retention: 'operational',
  subjects: {},
  fields: {},
});
