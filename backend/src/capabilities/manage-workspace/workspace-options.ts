export interface WorkspaceOptions {
  /** Public address of the installation, where links lead to. */
  readonly origin: string;
}

/** Injection token of WorkspaceOptions. */
export const WORKSPACE_OPTIONS = Symbol('workspace-options');
