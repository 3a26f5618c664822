/** Every operation of the API with a body that fits its form, made from the API document, so that none can be forgotten. */
import type { OpenAPIObject } from '@nestjs/swagger';
import type { Problem } from '../../../../event-schemas/src/http/problem';
import type { Permission } from '../../platform/identity/permissions';

type Schema = Readonly<Record<string, unknown>> & {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
};

/** A value inside a body, such as `/newAccount/password`. */
export interface Place {
  readonly pointer: string;
  readonly schema: Schema;
}

export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With made-up ids in place of its parameters. */
  readonly path: string;
  /** As the document writes it, such as `/api/v1/leads/{id}`. */
  readonly pattern: string;
  readonly query: readonly string[];
  /** Null: anybody may ask. */
  readonly permission: Permission | null;
  /** Undefined when the operation takes none; made anew for every call. */
  readonly body: () => Record<string, unknown> | undefined;
  /** The fields of the body that hold text, at any depth. */
  readonly texts: readonly Place[];
  /** The objects of the body that name their fields, the body itself first. */
  readonly objects: readonly Place[];
}

export const SOME_ID = '11111111-1111-4111-8111-111111111111';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

export function operationsOf(document: OpenAPIObject): readonly Operation[] {
  const resolve = resolver(document);
  return Object.entries(document.paths).flatMap(([pattern, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const content = (operation.requestBody as { content?: Record<string, { schema: Schema; example?: unknown }> } | undefined)?.content;
      const { schema, example } = content?.['application/json'] ?? {};
      const places = schema === undefined ? [] : placesOf('', schema, resolve);
      const parameters = (operation.parameters ?? []) as readonly { readonly in: string; readonly name: string }[];
      return {
        method,
        pattern,
        path: pattern.replaceAll(/\{\w+\}/g, SOME_ID),
        query: parameters.flatMap((parameter) => (parameter.in === 'query' ? [parameter.name] : [])),
        permission: (operation as { 'x-permission'?: Permission })['x-permission'] ?? null,
        body: () => (schema === undefined ? undefined : (sampleOf(schema, example, resolve) as Record<string, unknown>)),
        texts: places.filter(({ schema: { type } }) => type === 'string'),
        objects: places.filter(({ schema: { properties } }) => properties !== undefined),
      };
    }),
  );
}

/** The body with another value in one place. */
export function withValue(body: Record<string, unknown>, pointer: string, value: unknown): Record<string, unknown> {
  const steps = pointer.split('/').slice(1);
  const last = steps.pop() ?? '';
  const holder = steps.reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, body);
  Object.defineProperty(holder, last, { value, enumerable: true, configurable: true });
  return body;
}

/** Whether a problem names the place, or the list or object that is checked as one with the place in it, or something below. */
export const isNamed = (pointer: string, problem: Partial<Problem>): boolean =>
  (problem.errors ?? []).some((each) => (each.pointer !== '' && `${pointer}/`.startsWith(`${each.pointer}/`)) || each.pointer.startsWith(`${pointer}/`));

type Resolve = (schema: Schema) => Schema;

function resolver(document: OpenAPIObject): Resolve {
  const schemas = (document.components?.schemas ?? {}) as Readonly<Record<string, Schema>>;
  const resolve = (schema: Schema): Schema => {
    const [inner] = (schema['allOf'] as readonly Schema[] | undefined) ?? [];
    if (inner !== undefined) return resolve(inner);
    const name = typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined;
    if (name === undefined) return schema;
    const named = schemas[name];
    if (named === undefined) throw new Error(`The document has no schema ${name}`);
    return named;
  };
  return resolve;
}

function placesOf(pointer: string, given: Schema, resolve: Resolve): readonly Place[] {
  const schema = resolve(given);
  const inner =
    schema.items === undefined
      ? Object.entries(schema.properties ?? {}).flatMap(([name, property]) => placesOf(`${pointer}/${name}`, property, resolve))
      : placesOf(`${pointer}/0`, schema.items, resolve);
  return [{ pointer, schema }, ...inner];
}

/** The example, with what it leaves out. */
function sampleOf(given: Schema, example: unknown, resolve: Resolve): unknown {
  const schema = resolve(given);
  const { properties, items } = schema;
  if (properties !== undefined) {
    const known = (example ?? {}) as Readonly<Record<string, unknown>>;
    return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, sampleOf(property, known[name], resolve)]));
  }
  if (items !== undefined) return ((example as readonly unknown[] | undefined) ?? [undefined]).map((each) => sampleOf(items, each, resolve));
  if (example !== undefined && example !== null) return structuredClone(example);
  if (schema['example'] !== undefined) return schema['example'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0] as unknown;
  switch (schema.type) {
    case 'object':
      return {};
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    default:
      return schema['format'] === 'password' ? 'seven lamps of architecture' : SOME_ID;
  }
}
