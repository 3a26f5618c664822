/**
 * Bodies that keep every rule, found in one pass. A large page is nearly always right, and class-validator needs a hundred
 * times as long to say so; whatever this pass does not accept goes the long way, which names what is wrong.
 */
import type { Type } from '@nestjs/common';

type Body = Readonly<Record<string, unknown>>;
/** The value as the instance holds it, or undefined when it breaks the rule. */
type Take = (value: unknown, body: Body) => unknown;

const classes = new WeakMap<object, Map<string, Take>>();

/** A rule of a field beside its class-validator rule, which must refuse the same values. Several rules of one field must all accept it. */
export const OnePassRule =
  (take: Take): PropertyDecorator =>
  (prototype, property) => {
    const fields = classes.get(prototype) ?? new Map<string, Take>();
    classes.set(prototype, fields);
    const before = fields.get(String(property));
    fields.set(String(property), before === undefined ? take : both(before, take));
  };

const both =
  (first: Take, second: Take): Take =>
  (value, body) => {
    const taken = first(value, body);
    return taken === undefined ? undefined : second(taken, body);
  };

/** For a class whose every field has one-pass rules and no others: its bodies may be accepted in one pass. */
export const InOnePass = (): ClassDecorator => (type) => {
  accepted.add(type.prototype as object);
};
const accepted = new WeakSet();

/** The instance, its fields in the order of the class as class-transformer makes them; undefined when any rule is broken. */
export function inOnePass<T extends object>(type: Type<T>, body: unknown): T | undefined {
  const prototype = type.prototype as object;
  const fields = classes.get(prototype);
  if (fields === undefined || !accepted.has(prototype) || typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  // No rule takes undefined, so as many keys as fields are exactly the fields.
  if (Object.keys(body).length !== fields.size) return undefined;
  const instance = new type() as Record<string, unknown>;
  for (const [name, take] of fields) {
    const taken = take((body as Body)[name], body as Body);
    if (taken === undefined) return undefined;
    instance[name] = taken;
  }
  return instance as T;
}

/** A list of such bodies. */
export function listInOnePass(type: Type<object>, most: number, value: unknown): readonly object[] | undefined {
  if (!Array.isArray(value) || value.length > most) return undefined;
  const list: object[] = [];
  for (const item of value) {
    const instance = inOnePass(type, item);
    if (instance === undefined) return undefined;
    list.push(instance);
  }
  return list;
}
