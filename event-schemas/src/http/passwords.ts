/** How a new password of 12 to 128 characters is judged: by the server, and by the dashboard while it is typed. */
export const PASSWORD_RULES = {
  /** Of 0 to 4; 3 needs more than a hundred million guesses. */
  leastScore: 3,
  /** What is left beside words of one's own has to have this many letters and digits. */
  leastOthers: 6,
  /** Only the first 72 characters are looked at, so that the time does not grow with the length. */
  judging: { l33tMaxSubstitutions: 16, maxLength: 72 },
} as const;

/** `known-leaked`: on one of the lists of passwords that were stolen elsewhere. `too-weak`: guessed too soon. */
export type PasswordFault = 'known-leaked' | 'too-weak';

/** Words of the product that everybody would try. */
const PRODUCT_WORDS = ['leadgen', 'linkedin', 'salesnavigator'];

/** In lower case: the words of the product and those of the person, such as name and address, whole and in parts. */
export const ownWords = (words: readonly string[]): string[] =>
  [...PRODUCT_WORDS, ...words.flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)])].filter((word) => word.length > 2).map((word) => word.toLowerCase());

/** True when little is left of the password beside words of one's own. */
export function consistsOf(own: readonly string[], password: string): boolean {
  const longestFirst = [...own].sort((one, other) => other.length - one.length);
  const rest = longestFirst.reduce((left, word) => left.replaceAll(word, ' '), password.toLowerCase());
  return rest.replaceAll(/[^\p{L}\p{N}]/gu, '').length < PASSWORD_RULES.leastOthers;
}
