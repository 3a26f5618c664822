import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { randomBytes } from 'node:crypto';

/** The nonce that the style elements of this one page carry. */
export const nonceOf = (response: Response): string => response.locals['nonce'] as string;

/** Names under which Angular and its component kit make trusted values; nothing else may. */
const TRUSTED_TYPES = ['angular', 'angular#components'];
const UNUSED_POWERS = [
  ...['accelerometer', 'autoplay', 'browsing-topics', 'camera', 'display-capture', 'encrypted-media', 'fullscreen', 'geolocation'],
  ...['gyroscope', 'hid', 'idle-detection', 'local-fonts', 'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture'],
  ...['screen-wake-lock', 'serial', 'storage-access', 'usb', 'window-management', 'xr-spatial-tracking'],
];
const PERMISSIONS = [
  ...UNUSED_POWERS.map((name) => `${name}=()`),
  ...['clipboard-write', 'publickey-credentials-create', 'publickey-credentials-get'].map((name) => `${name}=(self)`),
].join(', ');

const HSTS_SECONDS = 31_536_000;

/** For answers that no page of ours is made from, and that no middleware sees. */
export const bareHeaders = (origin: string): Readonly<Record<string, string>> => ({
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  ...(origin.startsWith('https:') ? { 'Strict-Transport-Security': `max-age=${String(HSTS_SECONDS)}; includeSubDomains` } : {}),
});

/**
 * For a page whose scripts, all of them ours to serve, set markup from plain text. It must show nothing that a person wrote.
 */
export function admitPlainMarkup(response: Response): void {
  const policy = String(response.getHeader('Content-Security-Policy'));
  const kept = policy.split(';').filter((directive) => !/^(?:require-trusted-types-for|trusted-types) /.test(directive));
  response.setHeader('Content-Security-Policy', kept.join(';'));
}

/** Nothing is loaded from anywhere else, nothing inline runs, nobody frames us. HSTS only where TLS stands in front. */
export function securityHeaders(origin: string) {
  const secure = origin.startsWith('https:');
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", (_request, response) => `'nonce-${nonceOf(response as Response)}'`],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: TRUSTED_TYPES,
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: HSTS_SECONDS, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    response.locals['nonce'] = randomBytes(16).toString('base64url');
    response.setHeader('Permissions-Policy', PERMISSIONS);
    // What is the same for everybody says so itself; everything else may be somebody's and nobody may keep it.
    response.setHeader('Cache-Control', 'no-store');
    headers(request, response, next);
  };
}
