/** Rules for the fields of a body, made from the same kinds that the events use, so that the two cannot differ. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';
import { LEAD_FIELDS } from '../../../../../event-schemas/src/http/maintain-leads';
import { code, listOf, oneOf, record, type Kind } from '../../../../../event-schemas/src/envelope/kind';

interface Shown {
  readonly type?: 'string' | 'integer' | 'boolean';
  readonly enum?: readonly string[];
  readonly example?: unknown;
  readonly nullable?: boolean;
}

/** The field must be of this kind; `rule` names the rule in the problem. One check per field keeps large pages fast. */
export const Fits = (rule: string, kind: Kind<unknown>, shown: Shown = {}): PropertyDecorator => {
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
    Fits(rule, kind, { ...shown, nullable: true }),
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
export const AgreesWith = <T extends object>(rule: string, message: string, agrees: (value: string, body: T) => boolean): PropertyDecorator =>
  ValidateBy({
    name: rule,
    validator: {
      validate: (value: unknown, args?: ValidationArguments) => typeof value !== 'string' || (args !== undefined && agrees(value, args.object as T)),
      defaultMessage: () => message,
    },
  });

const FIELD_RULE = { field: oneOf(...LEAD_FIELDS), rule: code() };

/** Checked as one value: a page of 25 rows carries hundreds of them. */
export const fieldRules = (): Kind<unknown> => listOf(record(FIELD_RULE), LEAD_FIELDS.length);
