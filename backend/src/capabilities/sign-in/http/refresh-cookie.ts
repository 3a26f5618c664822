import type { CookieOptions, Request, Response } from 'express';
import type { IssuedRefreshToken } from '../../../platform/identity/session-families';

/** Behind TLS the prefix keeps anybody from planting a cookie over a connection in clear. `__Host-` would give up the path. */
const nameOf = (secure: boolean): string => (secure ? '__Secure-leadgen_refresh' : 'leadgen_refresh');
const PATH = '/api/v1/sessions';

const options = (secure: boolean): CookieOptions => ({ httpOnly: true, sameSite: 'strict', secure, path: PATH });

/** The refresh token travels in this cookie only: no script sees it, no other site and no other path sends it. */
export function setRefreshCookie(response: Response, refresh: IssuedRefreshToken, secure: boolean): void {
  response.cookie(nameOf(secure), refresh.refreshToken, { ...options(secure), expires: new Date(refresh.refreshTokenExpiresAt) });
}

export function clearRefreshCookie(response: Response, secure: boolean): void {
  response.clearCookie(nameOf(secure), options(secure));
}

export function refreshCookie(request: Request, secure: boolean): string | null {
  const value = (request.cookies as Readonly<Record<string, unknown>>)[nameOf(secure)];
  return typeof value === 'string' ? value : null;
}
