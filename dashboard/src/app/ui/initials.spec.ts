import { initialsOf } from './initials';

describe('initials', () => {
  it.each([
    ['Ana Petrov', 'AP'],
    ['Ana Maria de la Cruz', 'AC'],
    ['Prince', 'P'],
    ['émile   zola', 'ÉZ'],
    ['(Dr.) “Bo” Ito', 'DI'],
    ['𝒜da Lovelace', '𝒜L'],
    ['— 42', ''],
  ])('of %s are %s', (name, letters) => expect(initialsOf(name)).toBe(letters));
});
