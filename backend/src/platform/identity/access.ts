import { SetMetadata } from '@nestjs/common';
import type { Permission } from './permissions';

/** What a route asks of its caller. A route that declares nothing keeps the application from starting. */
export type Access = { readonly kind: 'public' } | { readonly kind: 'permit'; readonly permission: Permission };

export const ACCESS = 'leadgen:access';

/** Anybody may call the route. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata<string, Access>(ACCESS, { kind: 'public' });

/** The caller needs a valid access token and this permission. */
export const Permit = (permission: Permission): MethodDecorator & ClassDecorator => SetMetadata<string, Access>(ACCESS, { kind: 'permit', permission });
