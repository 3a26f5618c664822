// How far away the person is: numbers in any language, words in English only.
const NUMBER = /(?<![\d])([123])\s*(?:st|nd|rd|er|ère|re|ème|e|[.]?[ºª°]|[.]|:a)?\s*(\+)?(?![\d\p{L}])/iu;
const WORDS = [/\bfirst[- ]degree\b/iu, /\bsecond[- ]degree\b/iu, /\bthird[- ]degree\b/iu];
const NAMES = ['1st', '2nd', '3rd'];

/** `1st`, `2nd`, `3rd` or `3rd+`; null when the text names no degree. */
export function degreeIn(text: string | null): string | null {
  if (text === null) return null;
  const number = NUMBER.exec(text);
  const index = number?.[1] === undefined ? WORDS.findIndex((word) => word.test(text)) : Number(number[1]) - 1;
  const name = NAMES[index];
  return name === undefined ? null : `${name}${number?.[2] ?? ''}`;
}
