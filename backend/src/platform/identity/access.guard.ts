import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { Request } from 'express';
import { HttpProblem } from '../http/http-problem';
import { ofStatus } from '../http/status-problems';
import { ACCESS, type Access } from './access';
import { ACCESS_TOKEN } from './access-token.strategy';
import { isPermitted } from './permissions';
import type { Principal } from './principal';

/** Stands before every route: public, or a valid token whose role has the permission. */
@Injectable()
export class AccessGuard extends AuthGuard(ACCESS_TOKEN) {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    if (access?.kind === 'public') return true;
    if (access === undefined) throw new HttpProblem(ofStatus(403));
    await super.canActivate(context);
    const principal = context.switchToHttp().getRequest<Request>().user as Principal;
    if (!isPermitted(principal.role, access.permission)) throw new HttpProblem(ofStatus(403));
    return true;
  }

  override handleRequest<T>(error: unknown, principal: T | false): T {
    if (error instanceof Error) throw error;
    if (principal === false) throw new HttpProblem({ ...ofStatus(401), headers: { 'WWW-Authenticate': 'Bearer' } });
    return principal;
  }
}
