/** What other capabilities may use of this one. */
export { CreateWorkspaceCommand } from './commands/create-workspace';
export { EndBrowsersCommand } from './commands/end-browsers';
export { UnpairBrowsersCommand } from './commands/unpair-browsers';
export { WorkspacesQuery } from './views/workspaces.query';
export { MemberLimitsModule, MemberLimitsQuery } from './members/member-limits.query';
export { WorkspaceNameQuery } from './workspace/workspace-name.query';
