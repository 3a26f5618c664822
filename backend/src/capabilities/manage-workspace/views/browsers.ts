import type { PairedBrowser } from '../../../../../event-schemas/src/http/manage-workspace';
import type { WorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import type { View } from '../../../platform/projections/view';

export type BrowserEvent = Extract<WorkspaceEvent, { type: 'BrowserPaired' | 'BrowserRevoked' }>;

export interface BrowserDocument extends Omit<PairedBrowser, 'id' | 'pairedBy' | 'lastUsedAt'> {
  readonly workspaceId: string;
  readonly accountId: string;
}

/** Browsers that were paired with a workspace, revoked ones too. */
export const browsersView: View<BrowserDocument, BrowserEvent> = {
  name: 'browsers',
  version: 1,
  group: 'workspace',
  reads: 'opened',
  types: ['BrowserPaired', 'BrowserRevoked'],
  indexes: [{ keys: { workspaceId: 1, pairedAt: -1 } }],
  topic: 'browsers',
  route: (event) => [event.clear.browserId],
  apply: (document, event) => {
    if (event.type === 'BrowserRevoked') return document && { ...document, status: 'revoked', revokedAt: event.metadata.occurredAt };
    const { accountId, extensionVersion } = event.clear;
    const { workspaceId, occurredAt } = event.metadata;
    if (workspaceId === null) return document;
    const name = event.personal.account?.name ?? '';
    return { workspaceId, accountId, name, extensionVersion, pairedAt: occurredAt, status: 'active', revokedAt: null };
  },
};
