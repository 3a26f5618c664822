import type catalogue from '../../../_locales/en/messages.json';

export type TextKey = keyof typeof catalogue;
type Counted<K> = K extends `${infer Base}_one` ? Base : never;
export type CountedKey = Counted<TextKey>;

/** A text of the interface; `$1` and `$2` in it stand for the values. */
export const text = (key: TextKey, ...values: readonly string[]): string => chrome.i18n.getMessage(key, [...values]);

/** The text for so many things; `$1` in it stands for the number. */
export function counted(key: CountedKey, count: number, ...values: readonly string[]): string {
  const language = chrome.i18n.getUILanguage();
  const form = new Intl.PluralRules(language).select(count) === 'one' ? 'one' : 'other';
  return text(`${key}_${form}` as TextKey, new Intl.NumberFormat(language).format(count), ...values);
}

/** As this browser writes times everywhere, in the dashboard too. */
export const timeOfDay = (instant: string): string => new Intl.DateTimeFormat(navigator.language, { timeStyle: 'short' }).format(new Date(instant));
