import { inject } from '@angular/core';
import { type CanActivateChildFn, type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import { ApiFault } from '../platform/api/api-fault';
import { OwnPermissions } from '../platform/api/own-permissions';
import { SessionStore } from '../platform/api/session-store';
import { SignInApi } from '../sign-in/entrance/sign-in.api';

/**
 * Lets the signed-in person pass; sends everybody else to sign in or to set up. Where they wanted to go travels in the
 * history entry, not in the address: it may hold the secret of a pairing link, and addresses end up in logs.
 */
export const signedIn: CanActivateFn = async (_route, { url: wanted }) => {
  const router = inject(Router);
  const sessions = inject(SessionStore);
  const api = inject(SignInApi);
  try {
    if (await sessions.restore()) return true;
    const page = (await api.setUpNeeded()) ? '/set-up' : '/sign-in';
    return new RedirectCommand(router.parseUrl(page), { state: { wanted } });
  } catch (fault) {
    if (!(fault instanceof ApiFault)) throw fault;
    // The server cannot be asked. The sign-in page says so and lets the person try again.
    return new RedirectCommand(router.parseUrl('/sign-in'), { state: { wanted } });
  }
};

/** Sends a person who is signed in already to the pages. */
export const signedOut: CanActivateFn = async () => {
  const router = inject(Router);
  const sessions = inject(SessionStore);
  try {
    return (await sessions.restore()) ? router.parseUrl('/leads') : true;
  } catch (fault) {
    if (!(fault instanceof ApiFault)) throw fault;
    return true;
  }
};

/**
 * Lets pass whose role has the permission that the page names; to everybody else the same address says that their role does not
 * open it. Brings the table of permissions before the first page, so that navigation does not grow while it is looked at.
 */
export const permitted: CanActivateChildFn = async ({ data }) => {
  const router = inject(Router);
  const permissions = inject(OwnPermissions);
  const permission: unknown = data['permission'];
  await permissions.load();
  // Without the table nothing is known, and the server says no by itself.
  if (typeof permission !== 'string' || !permissions.known() || permissions.may(permission)) return true;
  return new RedirectCommand(router.parseUrl('/not-permitted'), { skipLocationChange: true });
};
