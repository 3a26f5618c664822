/** Every view of the system, apart from the capabilities' modules: the threads of a rebuild need no routes and commands. */
import { importLeadsViews } from '../capabilities/import-leads/import-leads.views';
import { maintainLeadsViews } from '../capabilities/maintain-leads/maintain-leads.views';
import { manageWorkspaceViews } from '../capabilities/manage-workspace/manage-workspace.views';
import type { AnyView } from '../platform/projections/view';

export const views: readonly AnyView[] = [...manageWorkspaceViews, ...importLeadsViews, ...maintainLeadsViews];
