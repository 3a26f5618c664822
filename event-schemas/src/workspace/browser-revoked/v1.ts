/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id, oneOf } from '../../envelope/kind';

export const browserRevokedV1 = defineEvent({
  name: 'BrowserRevoked',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'A paired browser may no longer act.',
  retention: 'operational',
  subjects: {},
  fields: {
    browserId: clear(id()),
    cause: clear(oneOf('user', 'reuse-detected')),
  },
});
