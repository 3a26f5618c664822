/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id, oneOf } from '../../envelope/kind';

export const apiKeyRevokedV1 = defineEvent({
  name: 'ApiKeyRevoked',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'An API key may no longer act: somebody revoked it, or its maker is no member any more.',
  retention: 'operational',
  subjects: {},
  fields: {
    keyId: clear(id()),
    cause: clear(oneOf('user', 'maker-gone')),
  },
});
