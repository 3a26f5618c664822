import { code } from '../envelope/kind';
import { codeOfField, fieldOfCode } from './field-codes';
import { profileFieldsV1 } from './profile-v1';

describe('codes of lead fields', () => {
  it('writes every field of a profile as a code and finds the way back', () => {
    const fields = Object.keys(profileFieldsV1);
    const codes = fields.map(codeOfField);
    expect(codes.map(fieldOfCode)).toEqual(fields);
    expect(codes.map((each) => code().check(each))).toEqual(fields.map(() => null));
    expect(codeOfField('tenureInRole')).toBe('tenure-in-role');
  });
});
