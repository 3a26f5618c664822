import type { NextFunction, Request, Response } from 'express';
import type { Log } from '../observability/log';

type Trust = (address: string, hop: number) => boolean;

/**
 * Tells whoever reads the log, once, that a proxy is not trusted: all callers behind it would share one limit. The address is left out,
 * because a caller who made the header up stands there as well.
 */
export function noticeUntrustedProxy(log: Log): (request: Request, response: Response, next: NextFunction) => void {
  let said = false;
  return (request, _response, next) => {
    if (!said && request.header('x-forwarded-for') !== undefined) {
      const trusts = request.app.get('trust proxy fn') as Trust;
      if (!trusts(request.socket.remoteAddress ?? '', 0)) {
        said = true;
        log.warn(
          'X-Forwarded-For came from an address that TRUSTED_PROXIES does not name: all callers behind it count as one. If it is your proxy, name it there.',
        );
      }
    }
    next();
  };
}
