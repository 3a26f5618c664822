import { agoOrInstant, minutesAndSeconds } from './instants';

const now = Date.parse('2026-01-10T12:00:00.000Z');

describe('an instant in words', () => {
  it.each([
    ['2026-01-10T11:59:30.000Z', 'just now'],
    ['2026-01-10T12:00:05.000Z', 'just now'],
    ['2026-01-10T11:57:00.000Z', '3 minutes ago'],
    ['2026-01-10T10:59:00.000Z', '1 hour ago'],
    ['2026-01-09T11:00:00.000Z', 'yesterday'],
  ])('reads %s as %s', (iso, words) => expect(agoOrInstant(iso, now)).toBe(words));

  it('is a date from a week on, as the browser writes dates', () => {
    expect(navigator.language).toBe('en-US');
    expect(agoOrInstant('2026-01-01T12:00:00.000Z', now)).toContain('Jan 1, 2026');
  });

  it('counts down in minutes and seconds', () => expect(minutesAndSeconds(65)).toBe('1:05'));
});
