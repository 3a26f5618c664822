import type { WorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import type { View } from '../../../platform/projections/view';

export type WorkspaceMade = Extract<WorkspaceEvent, { type: 'WorkspaceCreated' }>;

export interface WorkspaceDocument {
  readonly workspaceId: string;
  readonly name: string;
  readonly ownerAccountId: string;
  readonly createdAt: string;
}

/** The workspaces of the installation. */
export const workspacesView: View<WorkspaceDocument, WorkspaceMade> = {
  name: 'workspaces',
  version: 1,
  group: 'workspace',
  reads: 'opened',
  types: ['WorkspaceCreated'],
  indexes: [{ keys: { ownerAccountId: 1 } }],
  topic: null,
  route: (event) => (event.metadata.workspaceId === null ? [] : [event.metadata.workspaceId]),
  apply: (_document, event, id) => ({
    workspaceId: id,
    name: event.personal.workspace?.name ?? '',
    ownerAccountId: event.clear.ownerAccountId,
    createdAt: event.metadata.occurredAt,
  }),
};
