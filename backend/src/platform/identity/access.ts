import { SetMetadata } from '@nestjs/common';
import type { Permission } from './permissions';

/** What a route asks of its caller. A route that declares nothing keeps the application from starting. */
export type Access =
  | {
      readonly kind: 'public';
      /** Somebody signed in may say so: a token that comes along is checked, and the route is given its principal. */
      readonly knowsCaller: boolean;
    }
  | { readonly kind: 'permit'; readonly permission: Permission };

export const ACCESS = 'leadgen:access';

/** Anybody may call the route. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata<string, Access>(ACCESS, { kind: 'public', knowsCaller: false });

/** Anybody may call the route, and it is told who asks when a valid access token comes along: `@OptionalPrincipal()`. */
export const PublicOrSignedIn = (): MethodDecorator & ClassDecorator => SetMetadata<string, Access>(ACCESS, { kind: 'public', knowsCaller: true });

/** The caller needs a valid access token and this permission. */
export const Permit = (permission: Permission): MethodDecorator & ClassDecorator => SetMetadata<string, Access>(ACCESS, { kind: 'permit', permission });
