import { canonicalSalesProfileId, canonicalSlug } from './canonical';

describe('identifiers of a person', () => {
  it('takes the sales profile id up to the first comma and keeps its case', () => {
    expect(['ACwAAbC', 'ACwAAbC,NAME_SEARCH,x1', ' ACwAAbC '].map(canonicalSalesProfileId)).toEqual(['ACwAAbC', 'ACwAAbC', 'ACwAAbC']);
  });

  it.each([
    ['https://www.linkedin.com/in/Ada-Example', 'ada-example'],
    ['https://www.linkedin.com/in/ada-example/?trk=x', 'ada-example'],
    ['https://de.linkedin.com/in/ada-example#top', 'ada-example'],
    ['https://www.linkedin.com/in/andr%C3%A9', 'andré'],
    ['https://www.linkedin.com/in/100%', '100%'],
    ['https://www.linkedin.com/company/ada', null],
    ['https://example.com/in/ada', null],
  ])('reads the slug of %s', (address, slug) => {
    expect(canonicalSlug(address)).toBe(slug);
  });
});
