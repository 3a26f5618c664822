import type { Schema } from './schema';

type Schemas = Readonly<Record<string, unknown>>;

/** What the format of a field says when the field itself says nothing. */
const BY_FORMAT: Readonly<Record<string, string>> = {
  uuid: '7d0c5a7e-54d1-4c1e-9a53-8e1d3b7f2a10',
  email: 'ada@example.com',
  password: 'four words nobody guesses',
  'date-time': '2026-03-25T09:30:00.000Z',
};

/**
 * A value that fits the schema, put together from the examples of its fields. What may be null is, unless an example or a shape is known; what may
 * be left out is, unless the field carries an example of its own. Undefined where a field that must be there says nothing.
 */
export function exampleOf(schema: Schema, schemas: Schemas): unknown {
  const [said] = (schema['examples'] as readonly unknown[] | undefined) ?? [];
  if (said !== undefined) return said;
  if ('const' in schema) return schema['const'];
  const values = schema['enum'] as readonly unknown[] | undefined;
  if (values !== undefined) return values[0];
  const named = refOf(schema);
  if (named !== null) return exampleOf(schemas[named] as Schema, schemas);
  const parts = (schema['anyOf'] ?? schema['allOf']) as readonly Schema[] | undefined;
  const first = parts?.find(({ type }) => type !== 'null');
  if (first !== undefined) return exampleOf(first, schemas);
  return ofType(schema, schemas);
}

export function refOf(schema: Schema): string | null {
  const ref = schema['$ref'];
  return typeof ref === 'string' ? ref.slice('#/components/schemas/'.length) : null;
}

function ofType(schema: Schema, schemas: Schemas): unknown {
  const { type, format } = schema;
  const known = typeof format === 'string' ? BY_FORMAT[format] : undefined;
  if (known !== undefined) return known;
  if (type === 'null' || (Array.isArray(type) && type.includes('null'))) return null;
  if (type === 'boolean') return true;
  if (type === 'array') return listOf(schema, schemas);
  return type === 'object' ? objectOf(schema, schemas) : undefined;
}

function listOf(schema: Schema, schemas: Schemas): readonly unknown[] | undefined {
  const item = exampleOf(schema['items'] as Schema, schemas);
  return item === undefined ? undefined : [item];
}

function objectOf(schema: Schema, schemas: Schemas): object | undefined {
  const required = (schema['required'] as readonly string[] | undefined) ?? [];
  const shown = Object.entries((schema['properties'] as Readonly<Record<string, Schema>> | undefined) ?? {}).filter(
    ([name, field]) => required.includes(name) || field['examples'] !== undefined,
  );
  const fields = shown.map(([name, field]) => [name, exampleOf(field, schemas)] as const);
  return fields.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(fields);
}
