import { degreeIn } from './degree';

it.each([
  ['·\u00A02nd', '2nd'],
  ['1st degree connection', '1st'],
  ['3rd+', '3rd+'],
  ['2º', '2nd'],
  ['2e', '2nd'],
  ['1er', '1st'],
  ['3.', '3rd'],
  ['Third-degree connection', '3rd'],
  ['2025', null],
  ['Out of network', null],
  ['', null],
  [null, null],
])('reads %j as %j', (text, degree) => {
  expect(degreeIn(text)).toBe(degree);
});
