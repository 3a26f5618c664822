/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { code } from '../../envelope/kind';

export const importFailedV1 = defineEvent({
  name: 'ImportFailed',
  version: 1,
  category: 'import',
  owner: 'import-leads',
  meaning: 'The extension gave up on the import and said why; what it had written stays.',
  retention: 'operational',
  subjects: {},
  fields: { faultCode: clear(code()) },
});
