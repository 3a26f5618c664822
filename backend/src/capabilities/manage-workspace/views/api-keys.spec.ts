import type { WorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import { countedId } from '../../../platform/testing/counting-ids';
import { viewSpecification } from '../../../platform/testing/view-specification';
import { shownApiKey } from '../api-keys/shown-api-key';
import { apiKeysView, type ApiKeyDocument, type ApiKeyEvent } from './api-keys';

const keyId = countedId(0x41);
const accountId = countedId(0xb);
const at = '2026-01-05T09:00:00.000Z';
const inADay = '2026-01-06T09:00:00.000Z';
const expiresAt = '2026-02-04T09:00:00.000Z';
const document: ApiKeyDocument = {
  workspaceId: countedId(1),
  accountId,
  name: 'Nightly export',
  scopes: ['read-leads'],
  createdAt: at,
  expiresAt,
  olderSecretUntil: null,
  status: 'active',
};

describe('API keys', () => {
  const { given } = viewSpecification(apiKeysView, 'workspace');
  const created: ApiKeyEvent & WorkspaceEvent = {
    type: 'ApiKeyCreated',
    clear: { keyId, accountId, secretId: countedId(0x42), scopes: ['read-leads'], expiresAt },
    personal: { workspace: { name: 'Nightly export' } },
  };
  const rotated: ApiKeyEvent = { type: 'ApiKeyRotated', clear: { keyId, secretId: countedId(0x43), olderSecretUntil: inADay }, personal: {} };
  const revoked: ApiKeyEvent = { type: 'ApiKeyRevoked', clear: { keyId, cause: 'user' }, personal: {} };

  it('are shown with the end of the overlap, and stay when they are revoked', () => {
    given()
      .when(created)
      .then({ [keyId]: document });
    given(created)
      .when(rotated)
      .then({ [keyId]: { ...document, olderSecretUntil: inADay } });
    given(created)
      .when(revoked)
      .then({ [keyId]: { ...document, status: 'revoked' } });
  });

  it('keep their place without their name once the key of the workspace is gone', () => {
    given()
      .when({ ...created, personal: {} })
      .then({ [keyId]: { ...document, name: '' } });
  });

  it.each([rotated, revoked])('cope with a key that was never made: %j', (event) => {
    given().when(event).then({});
  });
});

describe('an API key as it is shown', () => {
  const shown = (change: Partial<ApiKeyDocument>, now: string) => shownApiKey(keyId, { ...document, ...change }, 'Ada', null, now);

  it('begins like its secret and holds nothing that only the server needs', () => {
    const { workspaceId: _workspaceId, status: _status, ...recorded } = document;
    expect(shown({}, at)).toEqual({ ...recorded, id: keyId, prefix: `lgk_${keyId.slice(0, 8)}`, createdBy: 'Ada', lastUsedAt: null, state: 'active' });
  });

  it('is expired from its last instant on, and revoked for ever', () => {
    expect([shown({}, expiresAt).state, shown({ status: 'revoked' }, at).state, shown({ status: 'revoked' }, expiresAt).state]).toEqual([
      'expired',
      'revoked',
      'revoked',
    ]);
  });

  it('tells the end of an overlap that is still to come, and only of an active key', () => {
    const overlap = { olderSecretUntil: inADay };
    expect([shown(overlap, at).olderSecretUntil, shown(overlap, inADay).olderSecretUntil]).toEqual([inADay, null]);
    expect(shown({ ...overlap, status: 'revoked' }, at).olderSecretUntil).toBeNull();
  });
});
