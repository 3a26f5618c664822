import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { HttpProblem } from '../../../../platform/http/http-problem';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../../sign-in-options';

/**
 * For routes that the cookie alone opens. The browser says where a request comes from, and only the dashboard itself may
 * use the cookie: not another port of this machine, not a subdomain, not an extension.
 */
@Injectable()
export class SessionOriginGuard implements CanActivate {
  constructor(@Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const { origin, host } = request.headers;
    const site = request.header('sec-fetch-site');
    const ownAddress = [this.options.origin, `${request.protocol}://${host ?? ''}`];
    const own = (origin === undefined || ownAddress.includes(origin)) && (site === undefined || site === 'same-origin');
    if (own) return true;
    throw new HttpProblem({
      status: 403,
      type: 'foreign-origin',
      title: 'Foreign origin',
      detail: 'Only the dashboard itself may renew its session; open LeadGen under its own address.',
    });
  }
}
