/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { code, listOf, oneOf, record } from '../../envelope/kind';

export const documentsAcceptedV1 = defineEvent({
  name: 'DocumentsAccepted',
  version: 1,
  category: 'account',
  owner: 'sign-in',
  meaning: 'A person accepted these versions of the terms and of the privacy policy.',
  retention: 'account',
  subjects: {},
  fields: {
    documents: clear(listOf(record({ document: oneOf('terms', 'privacy-policy'), version: code() }), 10)),
  },
});
