/**
 * One definition per event and version. Every field carries a tag: `clear`, or `pii` with the subject whose key seals
 * it and the category of data it is. From the definition come the TypeScript type, the validator, the catalogue page
 * and the data map.
 */
import type { ClearKind, Kind, TypeOfKind } from './kind';

/** Whose key seals a field. `workspace` and `account` keys also seal free text that names no person. */
export type SubjectRole = 'lead' | 'account' | 'workspace' | 'case';

/** Category of personal data, as it appears in the data map and in the record of processing. */
export type DataCategory = 'name' | 'employment' | 'location' | 'profile-link' | 'business-contact' | 'account' | 'device' | 'import-metadata' | 'free-text';

/** How long the event is kept, by class; `apply-retention` owns the periods. */
export type RetentionClass = 'lead' | 'operational' | 'account' | 'audit';

export interface ClearField<T> {
  readonly tag: 'clear';
  readonly kind: ClearKind<T>;
}

export interface PiiField<R extends SubjectRole, T> {
  readonly tag: 'pii';
  readonly subject: R;
  readonly category: DataCategory;
  readonly kind: Kind<T>;
}

export type Field = ClearField<unknown> | PiiField<SubjectRole, unknown>;
export type Fields = Readonly<Record<string, Field>>;

export const clear = <T>(kind: ClearKind<T>): ClearField<T> => ({ tag: 'clear', kind });

export const pii = <R extends SubjectRole, T>(subject: R, category: DataCategory, kind: Kind<T>): PiiField<R, T> => ({ tag: 'pii', subject, category, kind });

/** Where the id of each subject stands: the id part of the stream name, the workspace of the metadata, or a clear field. */
export type SubjectSource = 'stream' | 'workspace' | `clear:${string}`;

export interface EventDefinition<N extends string = string, V extends number = number, F extends Fields = Fields> {
  readonly name: N;
  readonly version: V;
  /** The type as stored. A literal, never taken from a class name. */
  readonly storedType: `${N}.v${V}`;
  /** Stream category; its owner alone appends. */
  readonly category: string;
  /** Capability that owns the category. */
  readonly owner: string;
  /** One sentence for the catalogue. */
  readonly meaning: string;
  readonly retention: RetentionClass;
  readonly subjects: Readonly<Partial<Record<SubjectRole, SubjectSource>>>;
  readonly fields: F;
}

export function defineEvent<const N extends string, const V extends number, const F extends Fields>(
  definition: Omit<EventDefinition<N, V, F>, 'storedType'>,
): EventDefinition<N, V, F> {
  const storedType: `${N}.v${V}` = `${definition.name}.v${definition.version}`;
  return { ...definition, storedType };
}

type ClearNames<F extends Fields> = { [P in keyof F]: F[P] extends ClearField<unknown> ? P : never }[keyof F];
type RolesOf<F extends Fields> = { [P in keyof F]: F[P] extends PiiField<infer R, unknown> ? R : never }[keyof F];
type NamesOfRole<F extends Fields, R extends SubjectRole> = { [P in keyof F]: F[P] extends PiiField<R, unknown> ? P : never }[keyof F];
type KindTypeOf<Fd> = Fd extends { readonly kind: infer K } ? TypeOfKind<K> : never;

type ClearOfFields<F extends Fields> = { readonly [P in ClearNames<F>]: KindTypeOf<F[P]> };
type PersonalOfFields<F extends Fields> = { readonly [R in RolesOf<F>]: { readonly [P in NamesOfRole<F, R>]: KindTypeOf<F[P]> } };

export type ClearOf<D extends EventDefinition> = ClearOfFields<D['fields']>;
export type PersonalOf<D extends EventDefinition> = PersonalOfFields<D['fields']>;

/** An event as decided: complete, about to be sealed. */
export interface NewEventOf<D extends EventDefinition> {
  readonly type: D['name'];
  readonly clear: ClearOf<D>;
  readonly personal: PersonalOf<D>;
}

/** An event as read: the part of a subject is absent when its key was destroyed, or when the reader reads clear parts only. */
export interface ReadEventOf<D extends EventDefinition> {
  readonly type: D['name'];
  readonly clear: ClearOf<D>;
  readonly personal: Partial<PersonalOf<D>>;
}
