/** Rules that fields of many bodies share. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches, ValidateBy, ValidateIf } from 'class-validator';

/** Something visible, and no control characters. */
const LINE = /^(?=.*\S)[^\p{Cc}\p{Cs}]*$/u;
/** The same, with line breaks. */
const LINES = /^(?=[^]*\S)(?:[^\p{Cc}\p{Cs}]|[\n\t])*$/u;
const MAILBOX = /^[^\s@\p{Cc}\p{Cs}]{1,64}@[^\s@\p{Cc}\p{Cs}]+\.[^\s@.\p{Cc}\p{Cs}]+$/u;
const LONGEST_ADDRESS = 254;

const visible = (field: string): { readonly message: string } => ({ message: `${field} must hold a visible character and no control characters` });

export const IsVisibleLine = (field: string): PropertyDecorator => Matches(LINE, visible(field));
export const IsVisibleText = (field: string): PropertyDecorator => Matches(LINES, visible(field));

const fitsMailbox = (value: unknown): boolean => typeof value === 'string' && value.length <= LONGEST_ADDRESS && MAILBOX.test(value.trim());

/** Only the form that every mailbox has; whether it exists, no pattern can tell. */
export const IsMailAddress = (): PropertyDecorator =>
  ValidateBy({ name: 'isEmail', validator: { validate: fitsMailbox, defaultMessage: () => 'email must be a mail address such as ada@example.com' } });

/** The password that the account has. Only its size is checked: a rule about its form would say what passwords look like. */
export const IsOwnPassword = (): PropertyDecorator => applyDecorators(ApiProperty({ format: 'password', maxLength: 128 }), IsString(), Length(1, 128));

/** Left out or a value; null is no way to leave something out. */
export const IfGiven = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);
