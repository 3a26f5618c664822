import type { WorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import type { View } from '../../../platform/projections/view';
import type { RecordedApiKey } from '../api-keys/shown-api-key';

export type ApiKeyEvent = Extract<WorkspaceEvent, { type: 'ApiKeyCreated' | 'ApiKeyRotated' | 'ApiKeyRevoked' }>;

export interface ApiKeyDocument extends RecordedApiKey {
  readonly workspaceId: string;
}

const STREAM = 'workspace-';

/** Keys that were made in a workspace, revoked ones too. That one expired is told by the reader, who has a clock. */
export const apiKeysView: View<ApiKeyDocument, ApiKeyEvent> = {
  name: 'api-keys',
  version: 1,
  group: 'workspace',
  reads: 'opened',
  types: ['ApiKeyCreated', 'ApiKeyRotated', 'ApiKeyRevoked'],
  indexes: [{ keys: { workspaceId: 1, createdAt: -1, _id: 1 } }],
  topic: 'api-keys',
  route: (event) => [event.clear.keyId],
  apply: (document, event) => {
    switch (event.type) {
      case 'ApiKeyCreated': {
        const { accountId, scopes, expiresAt } = event.clear;
        const name = event.personal.workspace?.name ?? '';
        const createdAt = event.metadata.occurredAt;
        return { workspaceId: event.stream.slice(STREAM.length), accountId, name, scopes, createdAt, expiresAt, olderSecretUntil: null, status: 'active' };
      }
      case 'ApiKeyRotated':
        return document && { ...document, olderSecretUntil: event.clear.olderSecretUntil };
      case 'ApiKeyRevoked':
        return document && { ...document, status: 'revoked' };
    }
  },
};
