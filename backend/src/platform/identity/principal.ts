import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Asker } from './permissions';

/** Whose session it is. Where the account stands in the workspace is no part of it: that is asked anew at every request. */
export interface SessionIdentity {
  readonly kind: 'account' | 'browser';
  readonly accountId: string;
  readonly workspaceId: string;
  /** Null for a person in the dashboard. */
  readonly browserId: string | null;
  readonly sessionId: string;
}

/** Who asks, as the token says and the checks of session, membership and key confirmed. */
export interface Principal extends Asker, Pick<SessionIdentity, 'accountId' | 'workspaceId' | 'browserId'> {
  /** Of an API key: the id of the key. */
  readonly sessionId: string;
}

/** The principal of a request, or null on a public route without one. */
export const principalOf = (request: Request): Principal | null => (request.user as Principal | undefined) ?? null;

/** `@OptionalPrincipal() principal: Principal | null` on a route with `@PublicOrSignedIn()`. */
export const OptionalPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal | null =>
  principalOf(context.switchToHttp().getRequest<Request>()),
);

/** `@Principal() principal: Principal` in a controller; only on routes with `@Permit`, where the guard has made sure of it. */
export const Principal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const principal = principalOf(context.switchToHttp().getRequest<Request>());
  if (principal === null) throw new Error('A public route asked for its principal: declare it with @Permit');
  return principal;
});
