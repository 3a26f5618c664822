/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent, pii } from '../../envelope/definition';
import { id, text } from '../../envelope/kind';

export const workspaceCreatedV1 = defineEvent({
  name: 'WorkspaceCreated',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'A workspace was made; its creator is its owner.',
  retention: 'operational',
  subjects: { workspace: 'stream' },
  fields: {
    ownerAccountId: clear(id()),
    name: pii('workspace', 'free-text', text(120)),
  },
});
