import { messages as t } from '../platform/messages/messages';
import type { IconName } from '../ui/icon';

export interface Destination {
  readonly path: string;
  readonly icon: IconName;
  readonly name: string;
  /** Shown to whose role has it; the route asks for the same one. */
  readonly permission: string;
}

/** What people come for. */
export const WORK: readonly Destination[] = [
  { path: '/leads', icon: 'people', name: t.leads.page, permission: 'read-leads' },
  { path: '/imports', icon: 'import', name: t.imports.page, permission: 'read-imports' },
];

/** Who and what has access, and by which rules. */
export const WORKSPACE: readonly Destination[] = [
  { path: '/members', icon: 'person', name: t.members.page, permission: 'read-members' },
  { path: '/browsers', icon: 'browser', name: t.browsers.page, permission: 'read-browsers' },
  { path: '/api-keys', icon: 'key', name: t.apiKeys.page, permission: 'manage-api-keys' },
  { path: '/permissions', icon: 'shield', name: t.permissions.page, permission: 'read-own-account' },
  { path: '/outbox', icon: 'mail', name: t.outbox.page, permission: 'read-outbox' },
  { path: '/settings', icon: 'settings', name: t.settings.page, permission: 'read-workspace' },
];
