import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { MemberRole } from '../../../../event-schemas/src/http/members';
import type { Asker } from './permissions';

/** Whose session it is. Where the account stands in the workspace is no part of it: that is asked anew at every request. */
export interface SessionIdentity {
  readonly kind: 'account' | 'browser';
  readonly accountId: string;
  /** Null for a person who is in no workspace. */
  readonly workspaceId: string | null;
  /** Null for a person in the dashboard. */
  readonly browserId: string | null;
  readonly sessionId: string;
}

/** Who asks, as the token says and the checks of session, membership and key confirmed: in a workspace or, about themselves, in none. */
export interface OwnPrincipal extends Asker, Pick<SessionIdentity, 'accountId' | 'workspaceId' | 'browserId'> {
  /** Of an API key: the id of the key. */
  readonly sessionId: string;
}

/** Who asks in a workspace. */
export interface Principal extends OwnPrincipal {
  readonly role: MemberRole;
  readonly workspaceId: string;
}

const isInWorkspace = (principal: OwnPrincipal): principal is Principal => principal.workspaceId !== null && principal.role !== null;

/** The principal of a request, or null on a public route without one. */
export const principalOf = (request: Request): OwnPrincipal | null => (request.user as OwnPrincipal | undefined) ?? null;

/** `@OptionalPrincipal() principal: OwnPrincipal | null` on a route with `@PublicOrSignedIn()`. */
export const OptionalPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): OwnPrincipal | null =>
  principalOf(context.switchToHttp().getRequest<Request>()),
);

/** `@OwnPrincipal() principal: OwnPrincipal` in a controller, for what is about oneself and needs no workspace; only on routes with `@Permit`. */
export const OwnPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): OwnPrincipal => {
  const principal = principalOf(context.switchToHttp().getRequest<Request>());
  if (principal === null) throw new Error('A public route asked for its principal: declare it with @Permit');
  return principal;
});

/** `@Principal() principal: Principal` in a controller; only on routes whose permission needs a workspace, where the guard has made sure of it. */
export const Principal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const principal = principalOf(context.switchToHttp().getRequest<Request>());
  if (principal === null || !isInWorkspace(principal)) throw new Error('A route without a workspace asked for its principal: take it with @OwnPrincipal');
  return principal;
});
