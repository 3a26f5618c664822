import { derivedId, RandomIds } from './ids';
import { SystemClock } from './clock';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-([1-8])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('ids and clock', () => {
  it('derives the id that RFC 9562 derives for the same namespace and name', () => {
    expect(derivedId('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  it('gives a new random UUID of version 4 each time', () => {
    const ids = new RandomIds();
    const [first, second] = [ids.next(), ids.next()];
    expect(UUID.exec(first)?.[1]).toBe('4');
    expect(second).not.toBe(first);
  });

  it('tells the time in UTC with milliseconds', () => {
    expect(new SystemClock().now()).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
  });
});
