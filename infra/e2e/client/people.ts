/** Synthetic people, the same for the same numbers. Nobody of them exists. */
import type { ImportRow } from '../../../event-schemas/src/http/import-leads';

const FIRST = ['Amara', 'Bruno', 'Chiara', 'Dmitri', 'Esra', 'Farid', 'Greta', 'Hiro', 'Ines', 'Jonas', 'Kavya', 'Liam', 'Mirela', 'Noor', 'Odile', 'Piotr'];
const LAST = [
  'Abara',
  'Bergmann',
  'Castell',
  'Dahl',
  'Eriksen',
  'Fontaine',
  'Gruber',
  'Hoshino',
  'Ivanova',
  'Jimenez',
  'Kowalski',
  'Lindqvist',
  'Moreau',
  'Nakamura',
];
const TITLES = ['Head of Sales', 'Chief Analyst', 'Procurement Lead', 'VP Engineering', 'Founder', 'Marketing Director', 'Account Executive'];
const COMPANIES = ['Northwind Optics', 'Blue Fjord Logistics', 'Cedar & Stone', 'Helio Robotics', 'Marmalade Media', 'Quarry Software'];

const pick = (values: readonly string[], n: number): string => values[n % values.length] ?? '';

/** The row of person number `person` as the page shows it; `edition` changes the title, so that a second sighting differs. */
export function personRow(person: number, row: number, edition = 0): ImportRow {
  const salesProfileId = `ACwAA${person.toString(36).padStart(10, '0')}`;
  return {
    row,
    fullName: `${pick(FIRST, person)} ${pick(LAST, Math.floor(person / FIRST.length))} ${person.toString(36)}`,
    title: edition === 0 ? pick(TITLES, person) : `${pick(TITLES, person)} (${String(edition)})`,
    companyName: pick(COMPANIES, person),
    companyId: String(1000 + (person % COMPANIES.length)),
    location: 'Lisbon, Portugal',
    degree: '2nd',
    tenureInRole: '1 year 11 months',
    tenureInCompany: null,
    salesProfileId,
    salesProfileUrl: `https://www.linkedin.com/sales/lead/${salesProfileId}`,
    publicProfileUrl: null,
    fieldRules: [
      { field: 'fullName', rule: 'a.name.1' },
      { field: 'title', rule: 'a.title.1' },
    ],
  };
}

export const personRows = (people: readonly number[], edition = 0): ImportRow[] => people.map((person, index) => personRow(person, index + 1, edition));

/** Whole numbers from `start`, `count` of them. */
export const range = (start: number, count: number): number[] => Array.from({ length: count }, (_, index) => start + index);
