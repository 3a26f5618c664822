/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent, pii } from '../../envelope/definition';
import { id, integer, nullable, oneOf, text, versionNumber } from '../../envelope/kind';

export const importStartedV1 = defineEvent({
  name: 'ImportStarted',
  version: 1,
  category: 'import',
  owner: 'import-leads',
  meaning: 'A person asked for an import by an explicit click.',
  retention: 'operational',
  subjects: { workspace: 'workspace' },
  fields: {
    mode: clear(oneOf('visible-page', 'selected-cards')),
    requestedCount: clear(integer(1, 2500)),
    pageKind: clear(oneOf('people-search', 'people-list')),
    pagePath: pii('workspace', 'import-metadata', text(200)),
    searchId: clear(nullable(id())),
    gestureId: clear(id()),
    browserId: clear(nullable(id())),
    extensionVersion: clear(versionNumber()),
    parserVersion: clear(versionNumber()),
  },
});
