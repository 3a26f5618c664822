/** What other capabilities may use of this one. */
export { CreateWorkspaceCommand } from './commands/create-workspace';
export { WorkspacesQuery } from './views/workspaces.query';
export { MemberLimitsQuery } from './member-now.query';
export { WorkspaceNameQuery } from './workspace-name.query';
