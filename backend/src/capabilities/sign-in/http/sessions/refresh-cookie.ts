import type { CookieOptions, Request, Response } from 'express';
import type { IssuedRefreshToken } from '../../../../platform/identity/session-families';

/** Behind TLS the prefix keeps everybody but this very host from planting the cookie: neighbours under the same domain, and connections in clear. */
const nameOf = (secure: boolean): string => (secure ? '__Host-leadgen_refresh' : 'leadgen_refresh');
/** The prefix wants every path; the routes of sessions are the only ones that read the cookie. */
const pathOf = (secure: boolean): string => (secure ? '/' : '/api/v1/sessions');

const options = (secure: boolean): CookieOptions => ({ httpOnly: true, sameSite: 'strict', secure, path: pathOf(secure) });

/** The refresh token travels in this cookie only: no script sees it, no other site sends it. */
export function setRefreshCookie(response: Response, refresh: IssuedRefreshToken, secure: boolean): void {
  response.cookie(nameOf(secure), refresh.refreshToken, { ...options(secure), expires: new Date(refresh.refreshTokenExpiresAt) });
}

export function clearRefreshCookie(response: Response, secure: boolean): void {
  response.clearCookie(nameOf(secure), options(secure));
}

/** Of two cookies with this name one was planted, from a subdomain or another port, and nobody can tell which: neither counts. */
export function refreshCookie(request: Request, secure: boolean): string | null {
  const name = nameOf(secure);
  const sent = (request.headers.cookie ?? '').split(';').filter((part) => part.split('=')[0]?.trim() === name);
  const value = (request.cookies as Readonly<Record<string, unknown>>)[name];
  return sent.length === 1 && typeof value === 'string' ? value : null;
}
