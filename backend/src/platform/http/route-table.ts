import { Injectable, RequestMethod, type OnModuleInit, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS, type Access } from '../identity/access';

export interface Route {
  readonly method: string;
  /** Such as `/api/v1/imports/:id`. */
  readonly path: string;
  /** Such as `ImportsController.start`. */
  readonly name: string;
  readonly access: Access;
  readonly controller: Type;
  /** The method of the controller that its decorators describe. */
  readonly handler: object;
}

/** Every route of the application. One that does not say who may call it keeps the application from starting. */
@Injectable()
export class RouteTable implements OnModuleInit {
  private readonly found: Route[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    this.routes();
  }

  routes(): readonly Route[] {
    if (this.found.length === 0) this.scan();
    return this.found;
  }

  /** Methods that the path answers to, whoever asks. */
  methodsOf(path: string): readonly string[] {
    return [
      ...new Set(
        this.routes()
          .filter((route) => matches(route.path, path))
          .map((route) => route.method),
      ),
    ].sort();
  }

  private scan(): void {
    for (const { metatype } of this.discovery.getControllers()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, unknown>;
      for (const name of this.scanner.getAllMethodNames(prototype)) this.add(metatype as Type, name, prototype[name]);
    }
  }

  private add(controller: Type, name: string, handler: unknown): void {
    if (typeof handler !== 'function') return;
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
    if (method === undefined) return;
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [handler, controller]);
    const label = `${controller.name}.${name}`;
    if (access === undefined) throw new Error(`The route ${label} does not say who may call it: add @Permit('...') or @Public() to it`);
    for (const base of paths(controller)) {
      for (const own of paths(handler)) this.found.push({ method: RequestMethod[method], path: join(base, own), name: label, access, controller, handler });
    }
  }
}

const paths = (target: object): readonly string[] => [(Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined) ?? ''].flat();

const join = (...parts: readonly string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  return wanted.length === given.length && wanted.every((part, index) => part.startsWith(':') || part === given[index]);
}
