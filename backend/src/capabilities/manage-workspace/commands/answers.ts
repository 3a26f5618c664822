import type { WorkspaceRejection } from '../domain/workspace-state';

export type { WorkspaceRejection };

/** What a command of this capability answers with: where the log is now, or the reason of its "no". */
export type WorkspaceAnswer =
  { readonly kind: 'accepted'; readonly revision: number; readonly position: string } | { readonly kind: 'rejected'; readonly reason: WorkspaceRejection };

export { AGE_RULES, isRegion } from '../domain/age-rules';
