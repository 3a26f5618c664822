/** @jest-environment node */
import { retryAfterMs } from '../api/problem';
import { backOffMs } from './back-off';
import { outcomeOf } from './outcome';

const now = Date.parse('2026-11-23T10:00:00.000Z');

it.each([
  ['12', 12_000],
  ['Mon, 23 Nov 2026 10:01:00 GMT', 60_000],
  ['Mon, 23 Nov 2026 09:00:00 GMT', 0],
  ['soon', null],
  ['', null],
  [null, null],
])('reads Retry-After %j as %j ms', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});

it('backs off with full jitter up to a cap, and never before Retry-After', () => {
  expect([1, 2, 3, 9, 40].map((attempt) => backOffMs(attempt, () => 1, null))).toEqual([2_000, 4_000, 8_000, 300_000, 300_000]);
  expect(backOffMs(5, () => 0, null)).toBe(0);
  expect(backOffMs(1, () => 0.5, 20_000)).toBe(20_000);
});

it.each([
  [401, null, { kind: 'unauthorised' }],
  [429, 5_000, { kind: 'later', counts: false, retryAfterMs: 5_000 }],
  [409, 1_000, { kind: 'later', counts: false, retryAfterMs: 1_000 }],
  [409, null, { kind: 'poison', code: 'x', detail: 'Why.' }],
  [503, null, { kind: 'later', counts: false, retryAfterMs: null }],
  [500, null, { kind: 'later', counts: true, retryAfterMs: null }],
  [400, null, { kind: 'poison', code: 'x', detail: 'Why.' }],
  [404, null, { kind: 'poison', code: 'x', detail: 'Why.' }],
])('takes status %i with wait %j for %j', (status, wait, outcome) => {
  expect(outcomeOf({ kind: 'refused', status, problem: { type: 'x', detail: 'Why.' }, retryAfterMs: wait })).toEqual(outcome);
});
