import { ValidationPipe, type ArgumentMetadata, type Type, type ValidationError } from '@nestjs/common';
import type { FieldProblem } from '../../../../event-schemas/src/http/problem';
import { invalidFields } from './http-problem';
import { inOnePass } from './one-pass';

const MOST_ERRORS = 100;

class OnePassFirst extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const accepted = metadata.type === 'body' && metadata.metatype !== undefined ? inOnePass(metadata.metatype as Type<object>, value) : undefined;
    return accepted ?? ((await super.transform(value, metadata)) as unknown);
  }
}

/** Bodies, queries and parameters are checked against their DTO class; unknown fields are refused. */
export const validationPipe = (): ValidationPipe =>
  new OnePassFirst({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: false,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => invalidFields(fieldProblems(errors).slice(0, MOST_ERRORS)),
  });

/** Flat list with JSON pointers; never the value, which may be personal. */
export function fieldProblems(errors: readonly ValidationError[], parent = ''): readonly FieldProblem[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${segment(error.property)}`;
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => problemOf(pointer, rule, message));
    return [...own, ...fieldProblems(error.children ?? [], pointer)];
  });
}

function problemOf(pointer: string, rule: string, message: string): FieldProblem {
  if (rule === 'whitelistValidation') return { pointer, code: 'unknown-field', message: 'This field is not known here; leave it out.' };
  if (rule === 'unknownValue') return { pointer: '', code: 'is-object', message: 'The body must be a JSON object.' };
  return { pointer, code: rule.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), message };
}

/** A field name that is not one of ours may be anything, so only plain ones are repeated. */
const segment = (name: string): string => (/^[A-Za-z0-9_-]{1,60}$/.test(name) ? name : '(unnamed)');
