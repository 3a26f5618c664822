/** @jest-environment node */
import type { ImportRow } from '../../../../event-schemas/src/http/import-leads';
import { openFixture, SEARCH } from '../fixtures/open-fixture';
import type { PageSource } from './page-source';
import type { PageReading, Reading } from './reading';
import { readPage } from './read-page';

// Styles of a whole page are worked out here without a browser, which takes its time on a busy machine.
jest.setTimeout(240_000);

const rowsOf = (reading: Reading): readonly ImportRow[] => readingOf(reading).rows;
function readingOf(reading: Reading): PageReading {
  if (reading.kind === 'fault') throw new Error(`The page gave the fault ${reading.code}.`);
  return reading;
}
const names = (reading: Reading): readonly string[] => rowsOf(reading).map((row) => row.fullName);
const cardOf = (source: PageSource, index: number): Element => elementIn(source, `#search-results-container li:nth-child(${String(index)})`);
function elementIn(source: PageSource | Element, selector: string): HTMLElement {
  const found = ('document' in source ? source.document : source).querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`The fixture has no ${selector}.`);
  return found;
}
const on = (page: number): string => SEARCH.replace('page=1', `page=${String(page)}`);

describe('a full page of cards', () => {
  it('gives every row with the rule that read each field', () => {
    const reading = readingOf(readPage(openFixture('A-25')));
    expect({ ...reading, rows: reading.rows.length }).toEqual({
      kind: 'reading',
      layout: 'A',
      pageKind: 'people-search',
      pagePath: '/sales/search/people',
      sourcePage: 1,
      total: 93,
      expected: 25,
      rendered: 25,
      seen: 25,
      rows: 25,
      refused: [],
      repeatedTitle: null,
    });
    expect(reading.rows[0]).toEqual({
      row: 1,
      fullName: 'Bela Halloway',
      salesProfileId: 'ACwAAB000001xQzL',
      salesProfileUrl: 'https://www.linkedin.com/sales/lead/ACwAAB000001xQzL',
      title: 'Plant Manager',
      companyName: 'Larkfield Robotics',
      companyId: '71001',
      location: 'Leeds, England, United Kingdom',
      degree: '2nd',
      tenureInRole: '8 months',
      tenureInCompany: '8 months',
      publicProfileUrl: null,
      fieldRules: [
        { field: 'fullName', rule: 'a.full-name.1' },
        { field: 'salesProfileId', rule: 'a.sales-profile-id.1' },
        { field: 'title', rule: 'a.title.1' },
        { field: 'companyName', rule: 'a.company-name.1' },
        { field: 'companyId', rule: 'a.company-id.1' },
        { field: 'location', rule: 'a.location.1' },
        { field: 'degree', rule: 'a.degree.1' },
        { field: 'tenureInRole', rule: 'a.tenure-in-role.1' },
        { field: 'tenureInCompany', rule: 'a.tenure-in-company.1' },
        { field: 'publicProfileUrl', rule: 'a.public-profile-url.absent' },
      ],
    });
  });

  it('leaves the page exactly as it was', () => {
    const source = openFixture('A-25');
    const before = source.document.documentElement.outerHTML;
    readPage(source);
    expect(source.document.documentElement.outerHTML).toBe(before);
  });

  it('expects fewer rows on the last page', () => {
    const { expected, rendered, sourcePage } = readingOf(readPage(openFixture('A-last', on(4))));
    expect({ expected, rendered, sourcePage }).toEqual({ expected: 18, rendered: 18, sourcePage: 4 });
  });
});

describe('rows that are not there for a person', () => {
  it('counts empty places as not filled and tells how many rows to expect', () => {
    const { expected, rendered, seen, rows, refused } = readingOf(readPage(openFixture('A-lazy')));
    expect({ expected, rendered, seen, rows: rows.length, refused }).toEqual({
      expected: 25,
      rendered: 9,
      seen: 25,
      rows: 9,
      refused: [{ reason: 'not-filled', count: 16 }],
    });
  });

  it('reads only the rows in the document when the page recycles them', () => {
    const { expected, seen } = readingOf(readPage(openFixture('A-recycle')));
    expect({ expected, seen }).toEqual({ expected: 25, seen: 8 });
  });

  it.each([
    ['without a layout box', (row: HTMLElement) => row.setAttribute('data-no-box', '')],
    ['marked aria-hidden', (row: HTMLElement) => row.setAttribute('aria-hidden', 'true')],
    ['marked hidden', (row: HTMLElement) => row.setAttribute('hidden', '')],
    ['with display none', (row: HTMLElement) => (row.style.display = 'none')],
    ['with visibility hidden', (row: HTMLElement) => (row.style.visibility = 'hidden')],
    ['with zero opacity', (row: HTMLElement) => (row.style.opacity = '0')],
  ])('does not read a row %s', (_, hide) => {
    const source = openFixture('A-25');
    hide(cardOf(source, 2) as HTMLElement);
    const reading = readingOf(readPage(source));
    expect(reading.seen).toBe(24);
    expect(names(reading)).not.toContain('Caro Brandvold');
    expect(names(readPage(openFixture('A-25')))).toContain('Caro Brandvold');
  });

  it('does not read rows under a hidden ancestor', () => {
    const source = openFixture('A-25');
    elementIn(source, 'main').setAttribute('aria-hidden', 'true');
    expect(readPage(source)).toEqual({ kind: 'fault', code: 'no-rows-but-total', layouts: [] });
  });

  it('does not read a hidden field of a visible row', () => {
    const source = openFixture('A-25');
    elementIn(cardOf(source, 1), '[data-anonymize="location"]').style.display = 'none';
    expect(rowsOf(readPage(source))[0]).toMatchObject({ location: null, row: 1 });
  });

  it('leaves side bar, promotions and companies out and refuses people outside the network', () => {
    const { seen, rows, refused } = readingOf(readPage(openFixture('A-decoy')));
    expect({ seen, rows: rows.length, refused }).toEqual({ seen: 6, rows: 5, refused: [{ reason: 'out-of-network', count: 1 }] });
  });
});

describe('fields', () => {
  it('takes tenure for tenure and never for the title', () => {
    const source = openFixture('A-25');
    elementIn(cardOf(source, 1), '[data-anonymize="title"]').remove();
    const [row] = rowsOf(readPage(source));
    expect(row).toMatchObject({ title: null, tenureInRole: '8 months' });
    expect(row?.fieldRules).toContainEqual({ field: 'title', rule: 'a.title.absent' });
  });

  it('tells an empty place from a missing one', () => {
    const source = openFixture('A-25');
    elementIn(cardOf(source, 1), '[data-anonymize="location"]').textContent = ' \u00A0 ';
    expect(rowsOf(readPage(source))[0]?.fieldRules).toContainEqual({ field: 'location', rule: 'a.location.empty' });
  });

  it('takes no field from what a person wrote about themselves', () => {
    const source = openFixture('A-25');
    elementIn(cardOf(source, 1), '[data-anonymize="location"]').remove();
    elementIn(cardOf(source, 1), '[data-anonymize="person-blurb"]').innerHTML = 'I love <span data-anonymize="location">the sea</span>';
    expect(rowsOf(readPage(source))[0]?.location).toBeNull();
  });

  it('never builds a public address from the sales id, and takes one that is shown', () => {
    const source = openFixture('A-25');
    elementIn(cardOf(source, 2), '.artdeco-entity-lockup__caption').insertAdjacentHTML(
      'beforeend',
      '<a href="https://www.linkedin.com/in/caro-h/?trk=x">Public profile</a>',
    );
    const urls = rowsOf(readPage(source)).map((row) => row.publicProfileUrl);
    expect(urls.slice(0, 3)).toEqual([null, 'https://www.linkedin.com/in/caro-h', null]);
  });

  it('drops session tokens and the query of the lead link when the urn is missing', () => {
    const source = openFixture('A-25');
    elementIn(cardOf(source, 1), '[data-scroll-into-view]').removeAttribute('data-scroll-into-view');
    const [row] = rowsOf(readPage(source));
    expect(row).toMatchObject({ salesProfileId: 'ACwAAB000001xQzL', salesProfileUrl: 'https://www.linkedin.com/sales/lead/ACwAAB000001xQzL' });
    expect(row?.fieldRules).toContainEqual({ field: 'salesProfileId', rule: 'a.sales-profile-id.2' });
  });

  it('refuses a row whose urn and link name two people', () => {
    const source = openFixture('A-25');
    elementIn(cardOf(source, 1), '[data-view-name="search-results-lead-name"]').setAttribute('href', '/sales/lead/ACwOTHER,NAME_SEARCH,x');
    expect(readingOf(readPage(source)).refused).toEqual([{ reason: 'unsupported-row', count: 1 }]);
  });

  it('reads a company that is bare text and leaves the words of hover buttons out', () => {
    const rows = rowsOf(readPage(openFixture('A-nocompany')));
    expect(rows.map(({ companyName, companyId }) => [companyName, companyId])).toEqual([
      ['Larkfield Robotics', null],
      ['Ninefold Logistics', '71002'],
      ['Copper & Sage', null],
      ['Tidemark Analytics', '71004'],
      ['Umbra Optics', null],
      ['Quarry Lane Foods', '71006'],
    ]);
  });

  it('takes no company id from a link to a person', () => {
    const source = openFixture('A-25');
    elementIn(cardOf(source, 1), 'a[data-anonymize="company-name"]').outerHTML =
      '<a href="/sales/lead/ACwAAB000001xQzL,x"><span data-anonymize="company-name">Larkfield Robotics</span></a>';
    expect(rowsOf(readPage(source))[0]).toMatchObject({ companyName: 'Larkfield Robotics', companyId: null });
  });

  it('follows a company link in its public spelling', () => {
    const source = openFixture('A-25');
    elementIn(cardOf(source, 1), 'a[data-anonymize="company-name"]').setAttribute('href', 'https://www.linkedin.com/company/71001/about');
    expect(rowsOf(readPage(source))[0]?.companyId).toBe('71001');
  });

  it('keeps names of every script whole and reads degrees without knowing the language', () => {
    const rows = rowsOf(readPage(openFixture('A-intl')));
    expect(rows.map(({ fullName, degree, tenureInRole }) => [fullName, degree, tenureInRole])).toEqual([
      ['Dr. Søren Ærø-Lindqvist III, MBA', '2nd', null],
      ['María-José de la Cruz y Ñáñez', '2nd', null],
      ['Евгения Белозерская', '3rd', null],
      ['王小明', '1st', null],
      ['山田 花子', '3rd+', null],
      ['김서연', '2nd', null],
      ['ليلى المنصوري', '2nd', null],
      ['नीलम शर्मा', '3rd', null],
      ['Madonna', '2nd', null],
      ['Zoë 🚀 van der Berg ✨', '3rd', null],
    ]);
  });

  it('takes hostile text as text, without control characters, and believes nothing endless', () => {
    const rows = rowsOf(readPage(openFixture('A-hostile')));
    expect(rows.map(({ fullName, title, companyName }) => [fullName, title, companyName])).toEqual([
      ['<img src=x onerror=alert(1)>', '"><script>alert(2)</script>', '=HYPERLINK("http://evil.test";"x")'],
      ['+Plus Minus-', '-2+3+cmd|calc', '@SUM(A1:A9)'],
      ['Con trol Character', 'Line break here', 'Tab here'],
      ['Override Name', null, 'Normal Company'],
      ['Ok Person', expect.any(String), expect.any(String)],
    ]);
    expect(rows[3]?.fieldRules).toContainEqual({ field: 'title', rule: 'a.title.too-long' });
  });

  it('never carries photos, blurbs, spotlights or scripts', () => {
    for (const name of ['A-25', 'A-tokens']) {
      const carried = JSON.stringify(readPage(openFixture(name)));
      expect(carried).not.toMatch(/FAKE|quinces|svg|Shared education|s3ss|t0k/u);
      expect(carried).toContain('Bela');
    }
  });
});

describe('a reading that cannot be believed', () => {
  it('faults when rows exist by the header but none is shown', () => {
    const source = openFixture('A-25');
    elementIn(source, '#search-results-container ol').replaceChildren();
    expect(readPage(source)).toEqual({ kind: 'fault', code: 'no-rows-but-total', layouts: [] });
  });

  it.each([
    [2, 'reading'],
    [3, 'low-yield'],
  ])('with %i of 25 names missing says %s', (count, outcome) => {
    const source = openFixture('A-25');
    for (let index = 1; index <= count; index += 1) elementIn(cardOf(source, index), '[data-view-name="search-results-lead-name"]').replaceChildren();
    const reading = readPage(source);
    expect(reading.kind === 'fault' ? reading.code : reading.kind).toBe(outcome);
  });

  it.each([
    [5, 'reading'],
    [6, 'low-yield'],
  ])('with %i of 25 titles missing says %s', (count, outcome) => {
    const source = openFixture('A-25');
    for (let index = 1; index <= count; index += 1) elementIn(cardOf(source, index), '[data-anonymize="title"]').remove();
    const reading = readPage(source);
    expect(reading.kind === 'fault' ? reading.code : reading.kind).toBe(outcome);
  });

  it.each([
    [12, null],
    [13, 'Add Bela Halloway to selection'],
  ])('with the same words but for the name in %i of 25 titles doubts %j', (count, doubted) => {
    const source = openFixture('A-25');
    source.document.querySelectorAll('#search-results-container li').forEach((row, index) => {
      if (index < count)
        elementIn(row, '[data-anonymize="title"]').textContent = `Add ${elementIn(row, '[data-anonymize="person-name"]').textContent} to selection`;
    });
    expect(readPage(source)).toMatchObject({ kind: 'reading', repeatedTitle: doubted });
  });

  it('refuses a page where two layouts tie, and faults where one is mixed into the other', () => {
    const source = openFixture('X-mixed');
    expect(readPage(source)).toEqual({ kind: 'fault', code: 'unsupported-layout', layouts: ['A', 'C'] });
    cardOf(source, 12).remove();
    expect(readPage(source)).toEqual({ kind: 'fault', code: 'low-yield', layouts: [] });
  });
});

describe('a page that is not read', () => {
  it.each([
    ['B-list', 'https://www.linkedin.com/sales/lists/people/700123', 'unsupported-layout', ['B']],
    ['C-reduced', SEARCH, 'unsupported-layout', ['C']],
    ['D-legacy', SEARCH, 'unsupported-layout', ['D']],
    ['X-empty', SEARCH, 'no-results', []],
    ['X-login', SEARCH, 'signed-out', []],
    ['X-login', 'https://www.linkedin.com/uas/login?session_redirect=x', 'signed-out', []],
    ['X-challenge', SEARCH, 'challenge', []],
    ['X-challenge', 'https://www.linkedin.com/checkpoint/challenge/x', 'challenge', []],
    ['X-nosub', SEARCH, 'no-licence', []],
    ['X-nosub', 'https://www.linkedin.com/premium/products', 'no-licence', []],
    ['A-25', 'https://www.linkedin.com/sales/search/company?page=1', 'unsupported-page', []],
    ['A-25', 'https://www.linkedin.com/feed/', 'unsupported-page', []],
    ['A-25', 'https://www.linkedin.com.evil.test/sales/search/people', 'unsupported-page', []],
    ['A-25', 'http://www.linkedin.com/sales/search/people', 'unsupported-page', []],
  ])('%s at %s is named %s', (name, address, code, layouts) => {
    expect(readPage(openFixture(name, address))).toEqual({ kind: 'fault', code, layouts });
  });
});
