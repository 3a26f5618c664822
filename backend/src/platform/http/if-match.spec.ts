import { HttpProblem } from './http-problem';
import { changedMeanwhile, revisionOf } from './if-match';

describe('If-Match', () => {
  it.each([
    ['"12"', 12],
    [' W/"0" ', 0],
    ['*', null],
    [null, null],
  ])('reads %p as %p', (header, revision) => {
    expect(revisionOf(header)).toBe(revision);
  });

  it.each(['12', '""', '"1", "2"', '"-1"', '"1234567890123456"', 'W/12'])('refuses %p', (header) => {
    expect(() => revisionOf(header)).toThrow(HttpProblem);
  });

  it('answers with the current value and its ETag when it does not hold', () => {
    const { status, type, headers, extension } = changedMeanwhile({ name: 'North' }, 7).facts;
    expect([status, type, headers, extension]).toEqual([412, 'changed-meanwhile', { ETag: '"7"' }, { current: { name: 'North' } }]);
  });
});
