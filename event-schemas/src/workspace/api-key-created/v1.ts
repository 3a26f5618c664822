/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent, pii } from '../../envelope/definition';
import { code, id, instant, listOf, text } from '../../envelope/kind';

export const apiKeyCreatedV1 = defineEvent({
  name: 'ApiKeyCreated',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'A key was made with which a program acts for the account, within its scopes; its secret is nowhere in the log.',
  retention: 'operational',
  subjects: { workspace: 'stream' },
  fields: {
    keyId: clear(id()),
    accountId: clear(id()),
    /** Names its secret in the vault. */
    secretId: clear(id()),
    scopes: clear(listOf(code(), 100)),
    expiresAt: clear(instant()),
    name: pii('workspace', 'free-text', text(120)),
  },
});
