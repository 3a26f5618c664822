import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Role } from './permissions';

/** Who asks, as the access token says and the session check confirmed. */
export interface Principal {
  readonly kind: 'account' | 'browser';
  readonly role: Role;
  readonly accountId: string;
  readonly workspaceId: string;
  /** Null for a person in the dashboard. */
  readonly browserId: string | null;
  readonly sessionId: string;
}

/** The principal of a request, or null on a public route without one. */
export const principalOf = (request: Request): Principal | null => (request.user as Principal | undefined) ?? null;

/** `@Principal() principal: Principal` in a controller; only on routes with `@Permit`, where the guard has made sure of it. */
export const Principal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const principal = principalOf(context.switchToHttp().getRequest<Request>());
  if (principal === null) throw new Error('A public route asked for its principal: declare it with @Permit');
  return principal;
});
