import { linkedInAddress } from './linked-in-address';

describe('an address read from a page', () => {
  it.each([
    ['https://www.linkedin.com/sales/lead/ACw1', 'https://www.linkedin.com/sales/lead/ACw1'],
    ['https://linkedin.com/in/ana', 'https://linkedin.com/in/ana'],
    ['http://www.linkedin.com/in/ana', null],
    ['https://www.linkedin.com.evil.test/in/ana', null],
    ['https://evil.test/linkedin.com', null],
    ['javascript:alert(1)', null],
    ['not an address', null],
    [null, null],
  ])('becomes a link only when it is one of LinkedIn: %s', (value, address) => expect(linkedInAddress(value)).toBe(address));
});
