/** What other capabilities may use of this one. */
export { CreateWorkspaceCommand } from './commands/create-workspace';
export { WorkspaceFacts } from './workspace-facts';
