import { directionOf, sortOf, toggled } from './sorting';

describe('the order of leads', () => {
  it('falls back to the newest for an address that names no known order', () =>
    expect([sortOf('fullName'), sortOf('shoeSize'), sortOf(null)]).toEqual(['fullName', '-lastSeenAt', '-lastSeenAt']));

  it('begins a column of names at A, and instants at the newest', () =>
    expect([toggled('-lastSeenAt', 'fullName'), toggled('fullName', 'lastSeenAt')]).toEqual(['fullName', '-lastSeenAt']));

  it('turns round on a second click', () => expect([toggled('fullName', 'fullName'), toggled('-fullName', 'fullName')]).toEqual(['-fullName', 'fullName']));

  it('tells the direction of each column', () =>
    expect((['fullName', 'companyName'] as const).map((column) => directionOf('-fullName', column))).toEqual(['descending', 'none']));
});
