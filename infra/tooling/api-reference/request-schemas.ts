import type { Schema } from './schema';

/** The schemas that Nest makes of the DTO classes, as JSON Schema of 2020-12 writes them: null is a type, and examples are a list. */
export function asDraft2020(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asDraft2020);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, example, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, key === 'example' ? value : asDraft2020(value)]),
  );
  const values = rest['enum'] as readonly unknown[] | undefined;
  const orNull: Schema = nullable === true ? { type: [rest['type'], 'null'], ...(values === undefined ? {} : { enum: [...values, null] }) } : {};
  return { ...rest, ...orNull, ...(example === undefined ? {} : { examples: [example] }) };
}
