import type { WorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import type { View } from '../../../platform/projections/view';

export type WorkspaceShown = Extract<WorkspaceEvent, { type: 'WorkspaceCreated' | 'WorkspaceRenamed' | 'SecondFactorRequirementChanged' }>;

export interface WorkspaceDocument {
  readonly workspaceId: string;
  readonly name: string;
  readonly secondFactorRequired: boolean;
  readonly createdAt: string;
}

/** The workspaces of the installation. */
export const workspacesView: View<WorkspaceDocument, WorkspaceShown> = {
  name: 'workspaces',
  version: 2,
  group: 'workspace',
  reads: 'opened',
  types: ['WorkspaceCreated', 'WorkspaceRenamed', 'SecondFactorRequirementChanged'],
  indexes: [],
  topic: 'workspace',
  route: (event) => (event.metadata.workspaceId === null ? [] : [event.metadata.workspaceId]),
  apply: (document, event, id) => {
    if (event.type === 'SecondFactorRequirementChanged') return document && { ...document, secondFactorRequired: event.clear.required };
    const name = event.personal.workspace?.name ?? '';
    if (event.type === 'WorkspaceRenamed') return document && { ...document, name };
    return { workspaceId: id, name, secondFactorRequired: false, createdAt: event.metadata.occurredAt };
  },
};
