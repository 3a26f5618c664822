import type { CookieOptions, Request, Response } from 'express';
import type { IssuedRefreshToken } from '../../../platform/identity/session-families';

const NAME = 'leadgen_refresh';
const PATH = '/api/v1/sessions';

const options = (secure: boolean): CookieOptions => ({ httpOnly: true, sameSite: 'strict', secure, path: PATH });

/** The refresh token travels in this cookie only: no script sees it, no other site and no other path sends it. */
export function setRefreshCookie(response: Response, refresh: IssuedRefreshToken, secure: boolean): void {
  response.cookie(NAME, refresh.refreshToken, { ...options(secure), expires: new Date(refresh.refreshTokenExpiresAt) });
}

export function clearRefreshCookie(response: Response, secure: boolean): void {
  response.clearCookie(NAME, options(secure));
}

export function refreshCookie(request: Request): string | null {
  const value = (request.cookies as Readonly<Record<string, unknown>>)[NAME];
  return typeof value === 'string' ? value : null;
}
