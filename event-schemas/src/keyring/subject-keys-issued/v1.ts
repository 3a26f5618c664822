/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { clear, defineEvent } from '../../envelope/definition';
import { digest, id, listOf, oneOf, record } from '../../envelope/kind';

export const subjectKeysIssuedV1 = defineEvent({
  name: 'SubjectKeysIssued',
  version: 1,
  category: 'keyring',
  owner: 'platform/sealing',
  meaning: 'Keys exist in the vault for these subjects; anything sealed with them was written later.',
  retention: 'audit',
  subjects: {},
  fields: {
    keys: clear(listOf(record({ role: oneOf('lead', 'account', 'workspace', 'case'), subjectId: id(), keyId: id(), checkValue: digest() }), 500)),
  },
});
