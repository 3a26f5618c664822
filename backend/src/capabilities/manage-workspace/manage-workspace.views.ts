import { accountNamesView } from './views/account-names';
import { browsersView } from './views/browsers';
import { workspacesView } from './views/workspaces';

export const manageWorkspaceViews = [browsersView, accountNamesView, workspacesView] as const;
