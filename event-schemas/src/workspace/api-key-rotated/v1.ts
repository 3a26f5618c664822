/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { id, instant } from '../../envelope/kind';

export const apiKeyRotatedV1 = defineEvent({
  name: 'ApiKeyRotated',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'An API key was given another secret; the one before it counts until the end of the overlap.',
  retention: 'operational',
  subjects: {},
  fields: {
    keyId: clear(id()),
    /** Names the new secret in the vault. */
    secretId: clear(id()),
    olderSecretUntil: clear(instant()),
  },
});
