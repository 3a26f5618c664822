import Ajv2020 from 'ajv/dist/2020';
import formats from 'ajv-formats';
import type { Schema } from './schema';

type Schemas = Readonly<Record<string, Schema>>;

/** Null when the value fits; otherwise what does not. */
export type Check = (schema: Schema, value: unknown) => string | null;

/**
 * Checks values against schemas of the reference. `closed`: a field that no schema names is a fault too, which clients must not hold against us,
 * but our own tests do. Throws for a schema that is none, or whose reference leads nowhere.
 */
export function schemaCheck(schemas: Schemas, { closed }: { readonly closed: boolean }): Check {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
  formats(ajv);
  ajv.addFormat('password', true);
  const prepared = closed ? asClosed(schemas) : schemas;
  ajv.addSchema({ $id: 'reference', components: { schemas: prepared } }, undefined, false, false);
  ajv.addKeyword('components');
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
  return (schema, value) => {
    const text = JSON.stringify(closed ? asClosed(schema) : schema).replaceAll('"#/components/', '"reference#/components/');
    const check = compiled.get(text) ?? ajv.compile(JSON.parse(text) as Schema);
    compiled.set(text, check);
    return check(value) ? null : ajv.errorsText(check.errors);
  };
}

function asClosed<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(asClosed) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.entries(schema).map(([key, value]: [string, unknown]) => [key, key === 'examples' ? value : asClosed(value)]);
  const open = !('properties' in schema) || !('type' in schema) || 'additionalProperties' in schema;
  return { ...Object.fromEntries(parts), ...(open ? {} : { unevaluatedProperties: false }) } as T;
}
