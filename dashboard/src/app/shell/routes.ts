import type { Routes } from '@angular/router';
import { messages as t } from '../platform/messages/messages';
import { permitted, signedIn, signedOut } from './guards';
import { workspaceRoutes } from './workspace-routes';

/** Every page of the dashboard; each is loaded when it is first opened. */
export const routes: Routes = [
  {
    path: 'sign-in',
    title: t.signIn.page,
    canActivate: [signedOut],
    loadComponent: () => import('../sign-in/entrance/sign-in.page').then((m) => m.SignInPage),
  },
  { path: 'set-up', title: t.setUp.page, loadComponent: () => import('../sign-in/entrance/set-up.page').then((m) => m.SetUpPage) },
  { path: 'join', title: t.join.page, loadComponent: () => import('../sign-in/joining/join.page').then((m) => m.JoinPage) },
  {
    path: 'forgot-password',
    title: t.forgot.page,
    loadComponent: () => import('../sign-in/mailed-links/forgot-password.page').then((m) => m.ForgotPasswordPage),
  },
  { path: 'reset', title: t.reset.page, loadComponent: () => import('../sign-in/mailed-links/reset-password.page').then((m) => m.ResetPasswordPage) },
  {
    path: 'confirm-email',
    title: t.mailedLink.confirmPage,
    data: { act: 'confirm' },
    loadComponent: () => import('../sign-in/mailed-links/email-link.page').then((m) => m.EmailLinkPage),
  },
  {
    path: 'cancel-email',
    title: t.mailedLink.cancelPage,
    data: { act: 'cancel' },
    loadComponent: () => import('../sign-in/mailed-links/email-link.page').then((m) => m.EmailLinkPage),
  },
  {
    path: '',
    canActivate: [signedIn],
    canActivateChild: [permitted],
    loadComponent: () => import('./frame').then((m) => m.Frame),
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'leads' },
      {
        path: 'leads',
        title: t.leads.page,
        data: { permission: 'read-leads' },
        loadComponent: () => import('../maintain-leads/leads.page').then((m) => m.LeadsPage),
      },
      {
        path: 'leads/:id',
        title: t.lead.page,
        data: { permission: 'read-leads' },
        loadComponent: () => import('../maintain-leads/lead.page').then((m) => m.LeadPage),
      },
      {
        path: 'imports',
        title: t.imports.page,
        data: { permission: 'read-imports' },
        loadComponent: () => import('../import-leads/imports.page').then((m) => m.ImportsPage),
      },
      {
        path: 'imports/:id',
        title: t.import.page,
        data: { permission: 'read-imports' },
        loadComponent: () => import('../import-leads/import.page').then((m) => m.ImportPage),
      },
      ...workspaceRoutes,
      { path: 'account', title: t.account.page, loadComponent: () => import('../sign-in/account/account.page').then((m) => m.AccountPage) },
      {
        path: 'not-permitted',
        title: t.states.notAllowedTitle,
        data: { reason: 'not-permitted' },
        loadComponent: () => import('./dead-end.page').then((m) => m.DeadEndPage),
      },
      {
        path: '**',
        title: t.shell.notFoundTitle,
        data: { reason: 'not-found' },
        loadComponent: () => import('./dead-end.page').then((m) => m.DeadEndPage),
      },
    ],
  },
];
