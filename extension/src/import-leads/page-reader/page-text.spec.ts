import { cleanText, countIn } from './page-text';

it.each([
  ['93 results', 93],
  ['2,345 results', 2345],
  ['1.234 Ergebnisse', 1234],
  ['12 345', 12345],
  ['1.2K+', 1200],
  ['2M', 2_000_000],
  ['none', null],
  [null, null],
])('counts %j as %j', (text, count) => {
  expect(countIn(text)).toBe(count);
});

it.each([
  ['  A\u00A0 b\n c ', 'A b c'],
  ['e\u0301', '\u00E9'],
  ['a\u0000b\u001Fc', 'a b c'],
  ['x\u202Ey\u2066z', 'xyz'],
  ['\uD800!', '\uFFFD!'],
  ['می\u200Cخواهم', 'می\u200Cخواهم'],
  ['👩\u200D🔬', '👩\u200D🔬'],
])('cleans %j to %j', (raw, clean) => {
  expect(cleanText(raw)).toBe(clean);
});
