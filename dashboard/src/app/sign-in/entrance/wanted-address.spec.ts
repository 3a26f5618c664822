import { Location } from '@angular/common';
import { TestBed } from '@angular/core/testing';
import { wantedAddress } from './wanted-address';

function wanted(state: unknown): string {
  const location = TestBed.inject(Location);
  location.replaceState('/sign-in', '', state);
  return wantedAddress(location);
}

describe('the wanted address', () => {
  it.each([
    `/browsers/pair#state=${'C'.repeat(43)}`,
    '/leads?q=M%C3%BCller%20%26%20Co&list=7#top',
    '/imports/0192f0c1-2b3c-7d4e-8f50-112233445566',
    '/leads?next=https://evil.example',
    '/%2Fevil.example',
  ])('is the page %s of the dashboard', (address) => {
    expect(wanted({ wanted: address })).toBe(address);
  });

  it.each([
    '//evil.example',
    '///evil.example',
    'https://evil.example',
    'https:evil.example',
    '\\\\evil.example',
    '/\\evil.example',
    '/\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\\evil.example',
    '\t//evil.example',
    ' //evil.example',
    '\u0000//evil.example',
    '/..//evil.example',
    '/leads/..//evil.example',
    '/%2e%2e//evil.example',
    '/.\\\\evil.example',
    '//user@evil.example:80',
    '//[evil',
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,evil',
    'evil.example',
    '%2f%2fevil.example',
    '',
  ])('is the first page instead of %j', (address) => {
    expect(wanted({ wanted: address })).toBe('/leads');
  });

  it.each([[null], ['/imports'], [{}], [{ wanted: null }], [{ wanted: ['/imports'] }], [{ wanted: { href: '/imports' } }]])(
    'is the first page when the history entry says %j',
    (state) => {
      expect(wanted(state)).toBe('/leads');
    },
  );
});
