import { messages } from '../messages/messages';

/** Dates and times as this browser writes them everywhere, in the side panel of the extension too; words stay in the language of the texts. */
const dateAndTime = new Intl.DateTimeFormat(navigator.language, { dateStyle: 'medium', timeStyle: 'short' });
const exact = new Intl.DateTimeFormat(navigator.language, { dateStyle: 'full', timeStyle: 'long' });
const relative = new Intl.RelativeTimeFormat(messages.locale, { numeric: 'auto' });

/** Such as 23 Nov 2026, 21:15, in the locale and the time zone of the browser. */
export const shortInstant = (iso: string): string => dateAndTime.format(new Date(iso));

/** With weekday, seconds and time zone, for tooltips. */
export const fullInstant = (iso: string): string => exact.format(new Date(iso));

/** `3 minutes ago`; from a week on the date and time. A clock that runs behind the server reads as now. */
export function agoOrInstant(iso: string, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - Date.parse(iso)) / 1000));
  if (seconds < 60) return messages.states.justNow;
  if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3600), 'hour');
  if (seconds < 7 * 86_400) return relative.format(-Math.floor(seconds / 86_400), 'day');
  return shortInstant(iso);
}

/** `4:05` */
export const minutesAndSeconds = (seconds: number): string => `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
