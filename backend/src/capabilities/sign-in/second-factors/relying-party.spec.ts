import { relyingPartyOf } from './relying-party';

describe('relyingPartyOf', () => {
  it.each([
    ['https://leads.example.com', 'leads.example.com', { id: 'leads.example.com', origin: 'https://leads.example.com' }],
    ['https://leads.example.com', 'localhost:8377', { id: 'leads.example.com', origin: 'https://leads.example.com' }],
    ['http://127.0.0.1:8377', 'localhost:8377', { id: 'localhost', origin: 'http://localhost:8377' }],
    ['http://127.0.0.1:8377', '127.0.0.1:8377', null],
    ['http://127.0.0.1:8377', 'localhost.example.com', null],
    ['http://127.0.0.1:8377', undefined, null],
    ['http://192.0.2.7', 'localhost', null],
  ])('of %s asked as %s', (origin, host, expected) => {
    expect(relyingPartyOf(origin, host)).toEqual(expected);
  });
});
