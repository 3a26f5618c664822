import { accountNamesView } from './views/account-names';
import { apiKeysView } from './views/api-keys';
import { browsersView } from './views/browsers';
import { invitationsView } from './views/invitations';
import { membersView } from './views/members';
import { workspacesView } from './views/workspaces';

export const manageWorkspaceViews = [browsersView, accountNamesView, workspacesView, membersView, invitationsView, apiKeysView] as const;
