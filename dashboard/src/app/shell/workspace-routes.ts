import type { Routes } from '@angular/router';
import { messages as t } from '../platform/messages/messages';

/** The pages about the workspace itself; `permitted` asks for the permission that each names. */
export const workspaceRoutes: Routes = [
  {
    path: 'members',
    title: t.members.page,
    data: { permission: 'read-members' },
    loadComponent: () => import('../manage-workspace/members/members.page').then((m) => m.MembersPage),
  },
  {
    path: 'browsers',
    title: t.browsers.page,
    data: { permission: 'read-browsers' },
    loadComponent: () => import('../manage-workspace/browsers/browsers.page').then((m) => m.BrowsersPage),
  },
  {
    path: 'browsers/pair',
    title: t.pair.page,
    data: { permission: 'pair-browsers' },
    loadComponent: () => import('../manage-workspace/pairing/pair-browser.page').then((m) => m.PairBrowserPage),
  },
  {
    path: 'api-keys',
    title: t.apiKeys.page,
    data: { permission: 'manage-api-keys' },
    loadComponent: () => import('../manage-workspace/api-keys/api-keys.page').then((m) => m.ApiKeysPage),
  },
  {
    path: 'permissions',
    title: t.permissions.page,
    data: { permission: 'read-own-account' },
    loadComponent: () => import('../manage-workspace/permissions/permissions.page').then((m) => m.PermissionsPage),
  },
  {
    path: 'outbox',
    title: t.outbox.page,
    data: { permission: 'read-outbox' },
    loadComponent: () => import('../manage-workspace/outbox/outbox.page').then((m) => m.OutboxPage),
  },
  {
    path: 'settings',
    title: t.settings.page,
    data: { permission: 'read-workspace' },
    loadComponent: () => import('../manage-workspace/settings/settings.page').then((m) => m.SettingsPage),
  },
];
