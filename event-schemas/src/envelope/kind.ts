/**
 * The kinds of value an event field may hold. A kind knows how to check an unknown value and how to describe itself;
 * the TypeScript type is derived from it, so that type and validator cannot differ.
 */
declare const typeOf: unique symbol;
declare const clearable: unique symbol;

export interface Kind<T> {
  /** Shown in the catalogue and in the data map. */
  readonly describe: string;
  /** Null when the value fits, otherwise the rule that it breaks, as the end of the sentence "must be ...". */
  readonly check: (value: unknown) => string | null;
  readonly [typeOf]?: T;
}

/** A kind that can never hold free text, and may therefore stand in the clear part of an event. */
export interface ClearKind<T> extends Kind<T> {
  readonly [clearable]?: true;
}

export type TypeOfKind<K> = K extends Kind<infer T> ? T : never;

const matching = <T extends string>(describe: string, pattern: RegExp): ClearKind<T> => ({
  describe,
  check: (value) => (typeof value === 'string' && pattern.test(value) ? null : describe),
});

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** A random identifier: a lower-case UUID. */
export const id = <T extends string = string>(): ClearKind<T> => matching<T>('a lower-case UUID', ID);

/** ISO 8601, UTC, milliseconds. */
export const instant = (): ClearKind<string> => matching('an ISO 8601 instant in UTC with milliseconds', INSTANT);

/** A dotted number such as 1.4.0. */
export const versionNumber = (): ClearKind<string> => matching('a version number such as 1.4.0', /^\d{1,4}(\.\d{1,4}){0,3}$/);

/** A name from our own code (a rule, a provider, a reason), never a value that came from a person. */
export const code = (): ClearKind<string> => matching('a code of lower-case letters, digits, dots and dashes', /^[a-z0-9][a-z0-9.-]{0,47}$/);

/** Base64url without padding, for check values of keys. */
export const digest = (): ClearKind<string> => matching('a base64url digest of 43 characters', /^[A-Za-z0-9_-]{43}$/);

export const integer = (min: number, max: number): ClearKind<number> => {
  const describe = `an integer from ${String(min)} to ${String(max)}`;
  return { describe, check: (value) => (Number.isInteger(value) && (value as number) >= min && (value as number) <= max ? null : describe) };
};

export const flag = (): ClearKind<boolean> => ({ describe: 'true or false', check: (value) => (typeof value === 'boolean' ? null : 'true or false') });

export const oneOf = <const T extends readonly string[]>(...values: T): ClearKind<T[number]> => {
  const describe = `one of ${values.join(', ')}`;
  return { describe, check: (value) => (values.includes(value as string) ? null : describe) };
};

/** Free text. Only for sealed fields. */
export const text = (maxLength: number): Kind<string> => {
  const describe = `text of at most ${String(maxLength)} characters`;
  return { describe, check: (value) => (typeof value === 'string' && value.length <= maxLength ? null : describe) };
};

export function nullable<T>(kind: ClearKind<T>): ClearKind<T | null>;
export function nullable<T>(kind: Kind<T>): Kind<T | null>;
export function nullable<T>(kind: Kind<T>): Kind<T | null> {
  return { describe: `${kind.describe}, or null`, check: (value) => (value === null ? null : kind.check(value)) };
}

export function listOf<T>(kind: ClearKind<T>, maxItems: number): ClearKind<readonly T[]>;
export function listOf<T>(kind: Kind<T>, maxItems: number): Kind<readonly T[]>;
export function listOf<T>(kind: Kind<T>, maxItems: number): Kind<readonly T[]> {
  const describe = `a list of at most ${String(maxItems)} items, each ${kind.describe}`;
  return {
    describe,
    check: (value) => {
      if (!Array.isArray(value) || value.length > maxItems) return describe;
      return value.every((item) => kind.check(item) === null) ? null : describe;
    },
  };
}

type Shape = Readonly<Record<string, Kind<unknown>>>;
type ClearShape = Readonly<Record<string, ClearKind<unknown>>>;
export type RecordOf<S extends Shape> = { readonly [P in keyof S]: TypeOfKind<S[P]> };

/** An object with exactly these properties; an unknown or a missing one breaks the rule. */
export function record<S extends ClearShape>(shape: S): ClearKind<RecordOf<S>>;
export function record<S extends Shape>(shape: S): Kind<RecordOf<S>>;
export function record<S extends Shape>(shape: S): Kind<RecordOf<S>> {
  const describe = `an object {${Object.entries(shape)
    .map(([name, kind]) => `${name}: ${kind.describe}`)
    .join('; ')}}`;
  return { describe, check: (value) => (fits(shape, value) ? null : describe) };
}

/** Whether `brokenRules` would find none, without listing them: almost every value fits. */
function fits(shape: Shape, value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const field in shape) if (!Object.hasOwn(value, field) || shape[field]?.check((value as Record<string, unknown>)[field]) !== null) return false;
  for (const field in value) if (!Object.hasOwn(shape, field)) return false;
  return true;
}

const NONE: readonly BrokenRule[] = [];

export interface BrokenRule {
  readonly field: string;
  readonly rule: string;
}

/** Every field of the shape that the value breaks, and every field of the value that the shape does not know. */
export function brokenRules(shape: Shape, value: unknown): readonly BrokenRule[] {
  if (fits(shape, value)) return NONE;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ field: '', rule: 'an object' }];
  const given = value as Record<string, unknown>;
  const broken: BrokenRule[] = [];
  for (const [field, kind] of Object.entries(shape)) {
    const rule = Object.hasOwn(given, field) ? kind.check(given[field]) : `present: ${kind.describe}`;
    if (rule !== null) broken.push({ field, rule });
  }
  for (const field of Object.keys(given)) if (!Object.hasOwn(shape, field)) broken.push({ field, rule: 'left out: the schema does not know it' });
  return broken;
}
