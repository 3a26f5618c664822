import type { NextFunction, Request, Response } from 'express';

const PATH = '/.well-known/security.txt';
const VALID_DAYS = 180;
const DAY_MS = 86_400_000;

export interface SecurityTxtOptions {
  /** Public address of the installation. */
  readonly origin: string;
  /** Where weaknesses are reported: an https: or mailto: address. */
  readonly securityContact: string;
}

/** Where to report a weakness (RFC 9116). The date of expiry moves on by itself for as long as the installation runs. */
export function serveSecurityTxt(options: SecurityTxtOptions) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const asked = request.path === PATH && (request.method === 'GET' || request.method === 'HEAD');
    if (asked) response.type('text/plain; charset=utf-8').send(securityTxt(options, Date.now()));
    else next();
  };
}

/** `now` in milliseconds; the text is valid for half a year from the midnight before. */
export function securityTxt({ origin, securityContact }: SecurityTxtOptions, now: number): string {
  const expires = new Date((Math.floor(now / DAY_MS) + VALID_DAYS) * DAY_MS).toISOString();
  const lines = [
    `Contact: ${securityContact}`,
    `Expires: ${expires}`,
    'Preferred-Languages: en',
    `Canonical: ${origin}${PATH}`,
    `Policy: ${origin}/legal/privacy-policy`,
  ];
  return `${lines.join('\n')}\n`;
}
