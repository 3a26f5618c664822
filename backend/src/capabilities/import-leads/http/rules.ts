/** Rules for the fields of a body, made from the same kinds that the events use, so that the two cannot differ. */
import { applyDecorators, type Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type as Instances } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, ValidateBy, ValidateIf, ValidateNested, type ValidationArguments } from 'class-validator';
import { LEAD_FIELDS } from '../../../../../event-schemas/src/http/maintain-leads';
import { code, listOf, oneOf, record, type Kind } from '../../../../../event-schemas/src/envelope/kind';
import { listInOnePass, OnePassRule } from '../../../platform/http/one-pass';

interface Shown {
  readonly type?: 'string' | 'integer' | 'boolean' | 'array';
  readonly items?: object;
  readonly enum?: readonly string[];
  readonly example?: unknown;
  readonly nullable?: boolean;
}

/** The field must be of this kind; `rule` names the rule in the problem. */
export const Fits = (rule: string, kind: Kind<unknown>, shown: Shown = {}): PropertyDecorator =>
  applyDecorators(
    Described(rule, kind, shown),
    OnePassRule((value) => (kind.check(value) === null ? value : undefined)),
  );

const Described = (rule: string, kind: Kind<unknown>, shown: Shown): PropertyDecorator => {
  const { enum: values, ...rest } = shown;
  const validator = { validate: (value: unknown) => kind.check(value) === null, defaultMessage: () => `This field must be ${kind.describe}.` };
  return applyDecorators(
    ValidateBy({ name: rule, validator }),
    ApiProperty({ description: `Must be ${kind.describe}.`, type: 'string', ...rest, ...(values === undefined ? {} : { enum: [...values] }) }),
  );
};

/** A field that must fit only when it is not null; leaving it out is not the same as null. */
export const FitsOrNull = (rule: string, kind: Kind<unknown>, shown: Shown = {}): PropertyDecorator =>
  applyDecorators(
    ValidateIf((_, value) => value !== null),
    Described(rule, kind, { ...shown, nullable: true }),
    OnePassRule((value) => (value === null || kind.check(value) === null ? value : undefined)),
  );

/** A list of objects of one class, each checked by the rules of the class. The messages say what is wrong with the list, its length and an item. */
export const ListOf = (
  type: Type<object>,
  most: number,
  messages: { readonly list: string; readonly most: string; readonly item: string },
): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: [type], maxItems: most }),
    IsArray({ message: messages.list }),
    ArrayMaxSize(most, { message: messages.most }),
    IsObject({ each: true, message: messages.item }),
    ValidateNested({ each: true, message: messages.item }),
    Instances(() => type),
    OnePassRule((value) => listInOnePass(type, most, value)),
  );

/** C0 and C1 controls, and halves of characters that no database can store. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

/** Text as a person may read it. Anything else that looks dangerous is kept: it is text, and is shown as text. */
export const plainText = (min: number, max: number): Kind<string> => {
  const describe = `text of ${String(min)} to ${String(max)} characters without control characters`;
  const fits = (value: unknown): boolean => typeof value === 'string' && value.length <= max && value.trim().length >= min && !UNPRINTABLE.test(value);
  return { describe, check: (value) => (fits(value) ? null : describe) };
};

export const matching = (describe: string, pattern: RegExp): Kind<string> => ({
  describe,
  check: (value) => (typeof value === 'string' && pattern.test(value) ? null : describe),
});

/** Two fields that must agree; only asked when the value is a string. */
export const AgreesWith = <T extends object>(rule: string, message: string, agrees: (value: string, body: T) => boolean): PropertyDecorator => {
  const fits = (value: unknown, body: unknown): boolean => typeof value !== 'string' || agrees(value, body as T);
  return applyDecorators(
    ValidateBy({
      name: rule,
      validator: {
        validate: (value: unknown, args?: ValidationArguments) => args !== undefined && fits(value, args.object),
        defaultMessage: () => message,
      },
    }),
    OnePassRule((value, body) => (fits(value, body) ? value : undefined)),
  );
};

const RULE = { field: oneOf(...LEAD_FIELDS), rule: code() };

/** One of them, for the reference. */
export const FIELD_RULE = {
  type: 'object',
  required: Object.keys(RULE),
  properties: { field: { type: 'string', enum: [...LEAD_FIELDS] }, rule: { type: 'string' } },
};

/** Checked as one value: a page of 25 rows carries hundreds of them. */
export const fieldRules = (): Kind<unknown> => listOf(record(RULE), LEAD_FIELDS.length);
