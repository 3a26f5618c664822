import { invalidField } from './http-problem';

export type CursorValue = string | number | null;

/** Where the next page starts: the sort it belongs to and the last row's sort values, the unique id last. */
export const encodeCursor = (sort: string, values: readonly CursorValue[]): string => Buffer.from(JSON.stringify([sort, ...values])).toString('base64url');

/** The values of a cursor of this sort; a 400 about `?cursor` for anything we did not make. */
export function decodeCursor(cursor: string, sort: string, count: number): readonly CursorValue[] {
  const parsed = parse(cursor);
  const [madeFor, ...values] = Array.isArray(parsed) ? (parsed as unknown[]) : [];
  if (madeFor !== sort || values.length !== count || !values.every(isCursorValue)) {
    throw invalidField('?cursor', 'cursor', 'The cursor must be the `next` of a page of this listing with the same sort.');
  }
  return values;
}

const isCursorValue = (value: unknown): value is CursorValue => value === null || typeof value === 'string' || Number.isFinite(value);

function parse(cursor: string): unknown {
  const bytes = Buffer.from(cursor, 'base64url');
  // Decoding skips what is no base64url; such a cursor is none of ours.
  if (bytes.toString('base64url') !== cursor) return null;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
