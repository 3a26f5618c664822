/** What the definition of an event says, worked out once per version: which fields are clear, and whose key seals the others. */
import type { EventDefinition, SubjectRole, SubjectSource } from '../../../../event-schemas/src/envelope/definition';
import { brokenRules, type BrokenRule, type ClearKind, type Kind } from '../../../../event-schemas/src/envelope/kind';
import { currentDefinition } from '../../../../event-schemas/src/registry';
import { scopeOf, type Scope, type Subject } from './subject';

/** An event as decided, whatever its type. */
export interface AnyNewEvent {
  readonly type: string;
  readonly clear: object;
  readonly personal: object;
}

/** A value that must not be stored. Names fields and rules, never values. */
export class EventBreaksSchema extends Error {
  override readonly name = 'EventBreaksSchema';

  constructor(type: string, broken: readonly BrokenRule[]) {
    super(`${type} breaks its schema: ${broken.map(({ field, rule }) => `${field} must be ${rule}`).join('; ')}.`);
  }
}

export interface ScopedSubject extends Subject {
  readonly scope: Scope;
}

interface RolePlan {
  readonly role: SubjectRole;
  readonly source: SubjectSource;
  readonly shape: Readonly<Record<string, Kind<unknown>>>;
}

export interface EventPlan {
  readonly definition: EventDefinition;
  readonly clear: Readonly<Record<string, ClearKind<unknown>>>;
  readonly roles: readonly RolePlan[];
}

const plans = new Map<string, EventPlan>();

/** The plan of the current version of an event. Throws when no event has this name. */
export function planOf(type: string): EventPlan {
  const known = plans.get(type);
  if (known !== undefined) return known;
  const definition = currentDefinition(type);
  const clear: Record<string, ClearKind<unknown>> = {};
  const shapes = new Map<SubjectRole, Record<string, Kind<unknown>>>();
  for (const [name, field] of Object.entries(definition.fields)) {
    if (field.tag === 'clear') clear[name] = field.kind;
    else shapes.set(field.subject, { ...shapes.get(field.subject), [name]: field.kind });
  }
  const roles = [...shapes].map(([role, shape]) => {
    const source = definition.subjects[role];
    if (source === undefined)
      throw new Error(`${definition.storedType} seals fields of a ${role} and does not say where its id stands: complete its subjects.`);
    return { role, source, shape };
  });
  const plan: EventPlan = { definition, clear, roles };
  plans.set(type, plan);
  return plan;
}

/** Throws EventBreaksSchema unless every field, clear and personal, keeps the rule of its kind. */
export function checkAgainstSchema(plan: EventPlan, event: AnyNewEvent): void {
  const broken: BrokenRule[] = [...brokenRules(plan.clear, event.clear)];
  const personal = event.personal as Readonly<Record<string, unknown>>;
  for (const { role, shape } of plan.roles) {
    for (const { field, rule } of brokenRules(shape, personal[role])) broken.push({ field: `${role}.${field}`, rule });
  }
  for (const role of Object.keys(personal)) {
    if (!plan.roles.some((known) => known.role === role)) broken.push({ field: role, rule: 'left out: the schema does not know it' });
  }
  if (broken.length > 0) throw new EventBreaksSchema(plan.definition.storedType, broken);
}

/** Whose keys seal the event, in the order of its boxes. */
export function subjectsOf(plan: EventPlan, event: AnyNewEvent, stream: string, workspaceId: string | null): readonly ScopedSubject[] {
  return plan.roles.map(({ role, source }) => ({
    scope: scopeOf(role, workspaceId),
    role,
    subjectId: subjectId(source, event, idOfStream(stream, plan.definition.category), workspaceId),
  }));
}

function subjectId(source: SubjectSource, event: AnyNewEvent, streamId: string, workspaceId: string | null): string {
  const value = source === 'stream' ? streamId : source === 'workspace' ? workspaceId : (event.clear as Record<string, unknown>)[source.slice('clear:'.length)];
  if (typeof value !== 'string') throw new Error(`${event.type} in the stream of ${streamId} names no subject for its sealed fields.`);
  return value;
}

/** A category may hold dashes of its own, such as `audit-access`. */
export const isOfCategory = (stream: string, category: string): boolean => stream.startsWith(`${category}-`);
const idOfStream = (stream: string, category: string): string => stream.slice(category.length + 1);
