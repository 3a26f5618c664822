/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { defineEvent, pii } from '../../envelope/definition';
import { text } from '../../envelope/kind';

export const workspaceRenamedV1 = defineEvent({
  name: 'WorkspaceRenamed',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'The workspace has another name.',
  retention: 'operational',
  subjects: { workspace: 'stream' },
  fields: {
    name: pii('workspace', 'free-text', text(120)),
  },
});
