/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent, pii } from '../../envelope/definition';
import { id, text, versionNumber } from '../../envelope/kind';

export const browserPairedV1 = defineEvent({
  name: 'BrowserPaired',
  version: 1,
  category: 'workspace',
  owner: 'manage-workspace',
  meaning: 'An extension in one browser was allowed to import for an account.',
  retention: 'operational',
  subjects: { account: 'clear:accountId' },
  fields: {
    browserId: clear(id()),
    accountId: clear(id()),
    extensionVersion: clear(versionNumber()),
    name: pii('account', 'device', text(120)),
  },
});
