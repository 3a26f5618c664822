import { securityTxt } from './security-txt';

it('names the contact and is valid for half a year', () => {
  const options = { origin: 'https://leads.example.com', securityContact: 'mailto:security@example.com' };
  expect(securityTxt(options, Date.parse('2026-11-24T10:00:00.000Z')).split('\n')).toEqual([
    'Contact: mailto:security@example.com',
    'Expires: 2027-05-23T00:00:00.000Z',
    'Preferred-Languages: en',
    'Canonical: https://leads.example.com/.well-known/security.txt',
    'Policy: https://leads.example.com/legal/privacy-policy',
    '',
  ]);
});
