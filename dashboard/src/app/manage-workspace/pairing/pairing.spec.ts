import { idOf, pairedBrowser } from '../../../testing/records';
import { newcomer, secondsLeft, stateOfFragment } from './pairing';

const state = 'A'.repeat(42) + '_';

describe('the fragment of a pairing link', () => {
  it.each([
    [`state=${state}`, state],
    ['state=short', null],
    [`state=${state}!`, null],
    ['', null],
    [null, null],
  ])('holds a state only when it is complete: %s', (fragment, expected) => expect(stateOfFragment(fragment)).toBe(expected));
});

describe('a code', () => {
  it('runs out at its instant and never below zero', () => {
    const now = Date.parse('2026-01-01T00:00:00.000Z');
    expect(['2026-01-01T00:05:00.000Z', '2026-01-01T00:00:00.200Z', '2025-12-31T23:59:00.000Z'].map((at) => secondsLeft(at, now))).toEqual([300, 1, 0]);
  });
});

describe('the browser that was paired', () => {
  it('is the active one that was not there before', () => {
    const before = new Set([idOf(500)]);
    const fresh = pairedBrowser({ id: idOf(501) });
    expect([newcomer(before, [pairedBrowser()]), newcomer(before, [pairedBrowser(), fresh])]).toEqual([null, fresh]);
  });
});
