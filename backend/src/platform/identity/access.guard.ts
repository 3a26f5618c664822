import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { Request } from 'express';
import { HttpProblem } from '../http/http-problem';
import { ofStatus } from '../http/status-problems';
import { ACCESS, type Access } from './access';
import { isPermitted } from './permissions';
import type { Principal } from './principal';

/** Stands before every route: public, or a valid token, read by the named strategy, whose role has the permission. */
export function accessGuard(strategy: string, reflector: Reflector): CanActivate {
  class AccessGuard extends AuthGuard(strategy) {
    override async canActivate(context: ExecutionContext): Promise<boolean> {
      const access = reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
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
  return new AccessGuard();
}
