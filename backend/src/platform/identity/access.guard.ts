import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { Request, Response } from 'express';
import { HttpProblem } from '../http/http-problem';
import { factsOf } from '../http/request-facts';
import { ofStatus } from '../http/status-problems';
import { refuseExcess } from '../limits/refuse-excess';
import type { RequestLimits } from '../limits/request-limits';
import { ACCESS, type Access } from './access';
import { PERMISSIONS, isPermitted } from './permissions';
import type { OwnPrincipal } from './principal';
import type { Standing } from './standings';

/** What a strategy found out about a request. */
export interface Caller {
  readonly principal: OwnPrincipal;
  /** Null for a person who is in no workspace. */
  readonly standing: Standing | null;
}

/** Stands before every route: public, or a valid access token or API key, read by the named strategies, of somebody who has the permission; and not more often than the limits say. */
export function accessGuard(strategies: readonly string[], reflector: Reflector, limits: RequestLimits): CanActivate {
  class AccessGuard extends AuthGuard([...strategies]) {
    override async canActivate(context: ExecutionContext): Promise<boolean> {
      const access = reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
      const request = context.switchToHttp().getRequest<Request>();
      const response = context.switchToHttp().getResponse<Response>();
      if (access === undefined) throw new HttpProblem(ofStatus(403));
      const countAddress = (): void => refuseExcess(limits.ofAddress(factsOf(request).address), response);
      if (access.kind === 'public' && (!access.knowsCaller || request.headers.authorization === undefined)) {
        countAddress();
        return true;
      }
      await Promise.resolve(super.canActivate(context)).catch((error: unknown) => {
        if (error instanceof HttpProblem && error.facts.status === 401) countAddress();
        throw error;
      });
      const { principal, standing } = request.user as unknown as Caller;
      request.user = principal;
      refuseExcess(limits.ofCaller(principal), response);
      if (access.kind === 'public') return true;
      const { own, alone } = PERMISSIONS[access.permission];
      if (standing === null && !alone) throw inNoWorkspace();
      if (standing !== null && !own) refuseWhileBarred(standing);
      if (!isPermitted(principal, access.permission)) throw new HttpProblem(ofStatus(403));
      return true;
    }

    override handleRequest<T>(error: unknown, caller: T | false): T {
      if (error instanceof Error) throw error;
      if (caller === false) throw new HttpProblem({ ...ofStatus(401), headers: { 'WWW-Authenticate': 'Bearer' } });
      return caller;
    }
  }
  return new AccessGuard();
}

function refuseWhileBarred({ suspended, secondFactorMissing }: Standing): void {
  if (suspended !== null) throw barred(suspended.reason);
  if (secondFactorMissing) throw secondFactorRequired();
}

export const inNoWorkspace = (): HttpProblem =>
  new HttpProblem({
    status: 403,
    type: 'no-workspace',
    title: 'You are in no workspace',
    detail: 'Make a workspace, or open the link of an invitation to one.',
  });

export const barred = (reason: string): HttpProblem =>
  new HttpProblem({
    status: 403,
    type: 'suspended',
    title: 'Your access to this workspace is suspended',
    detail: `The reason given: ${reason} You can answer it in the dashboard.`,
  });

export const secondFactorRequired = (): HttpProblem =>
  new HttpProblem({
    status: 403,
    type: 'second-factor-required',
    title: 'This workspace asks for a second factor',
    detail: 'Add an authenticator app or a passkey on your account page; access comes back at once.',
  });
