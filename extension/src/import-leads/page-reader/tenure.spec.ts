import { tenureIn } from './tenure';

it.each([
  ['1 year 11 months in role3 years in company', { role: '1 year 11 months', company: '3 years' }],
  ['1 yr 11 mos in role | 2 yrs 1 mo in company', { role: '1 year 11 months', company: '2 years 1 month' }],
  ['less than a year in role less than 1 year in company', { role: 'less than a year', company: 'less than a year' }],
  ['12 years in company', { role: null, company: '12 years' }],
  ['Seit 1 Jahr und 3 Monaten in dieser Position', { role: null, company: null }],
  ['in role', { role: null, company: null }],
  [null, { role: null, company: null }],
])('reads %s', (text, tenure) => {
  expect(tenureIn(text)).toEqual(tenure);
});
