import type { Routes } from '@angular/router';
import { messages as t } from '../platform/messages/messages';
import { signedIn, signedOut } from './guards';

/** Every page of the dashboard; each is loaded when it is first opened. */
export const routes: Routes = [
  { path: 'sign-in', title: t.signIn.page, canActivate: [signedOut], loadComponent: () => import('../sign-in/sign-in.page').then((m) => m.SignInPage) },
  { path: 'set-up', title: t.setUp.page, loadComponent: () => import('../sign-in/set-up.page').then((m) => m.SetUpPage) },
  { path: 'join', title: t.join.page, loadComponent: () => import('../sign-in/join.page').then((m) => m.JoinPage) },
  {
    path: 'forgot-password',
    title: t.forgot.page,
    loadComponent: () => import('../sign-in/forgot-password.page').then((m) => m.ForgotPasswordPage),
  },
  { path: 'reset', title: t.reset.page, loadComponent: () => import('../sign-in/reset-password.page').then((m) => m.ResetPasswordPage) },
  {
    path: 'confirm-email',
    title: t.mailedLink.confirmPage,
    data: { act: 'confirm' },
    loadComponent: () => import('../sign-in/email-link.page').then((m) => m.EmailLinkPage),
  },
  {
    path: 'cancel-email',
    title: t.mailedLink.cancelPage,
    data: { act: 'cancel' },
    loadComponent: () => import('../sign-in/email-link.page').then((m) => m.EmailLinkPage),
  },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./frame').then((m) => m.Frame),
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'leads' },
      { path: 'leads', title: t.leads.page, loadComponent: () => import('../maintain-leads/leads.page').then((m) => m.LeadsPage) },
      { path: 'leads/:id', title: t.lead.page, loadComponent: () => import('../maintain-leads/lead.page').then((m) => m.LeadPage) },
      { path: 'imports', title: t.imports.page, loadComponent: () => import('../import-leads/imports.page').then((m) => m.ImportsPage) },
      { path: 'imports/:id', title: t.import.page, loadComponent: () => import('../import-leads/import.page').then((m) => m.ImportPage) },
      { path: 'members', title: t.members.page, loadComponent: () => import('../manage-workspace/members.page').then((m) => m.MembersPage) },
      {
        path: 'members/permissions',
        title: t.permissions.page,
        loadComponent: () => import('../manage-workspace/permissions.page').then((m) => m.PermissionsPage),
      },
      { path: 'browsers', title: t.browsers.page, loadComponent: () => import('../manage-workspace/browsers.page').then((m) => m.BrowsersPage) },
      { path: 'browsers/pair', title: t.pair.page, loadComponent: () => import('../manage-workspace/pair-browser.page').then((m) => m.PairBrowserPage) },
      { path: 'account', title: t.account.page, loadComponent: () => import('../sign-in/account.page').then((m) => m.AccountPage) },
      { path: '**', title: t.shell.notFoundTitle, loadComponent: () => import('./not-found.page').then((m) => m.NotFoundPage) },
    ],
  },
];
