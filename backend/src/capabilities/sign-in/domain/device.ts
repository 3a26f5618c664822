/** What a person would call the thing they sign in with. Only the kind is told: versions change every month and mean nothing to people. */

/** In this order: Edge and Opera say that they are Chrome, and everybody says that they are Safari. */
const BROWSERS: readonly (readonly [sign: string, name: string])[] = [
  ['Edg/', 'Edge'],
  ['EdgA/', 'Edge'],
  ['EdgiOS/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['FxiOS/', 'Firefox'],
  ['CriOS/', 'Chrome'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
];

/** Android says that it is Linux, and an iPhone that it is like a Mac. */
const SYSTEMS: readonly (readonly [sign: string, name: string])[] = [
  ['Windows', 'Windows'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
];

const nameIn = (table: readonly (readonly [string, string])[], userAgent: string): string | undefined => table.find(([sign]) => userAgent.includes(sign))?.[1];

/** Such as `Chrome on Linux`; `Unknown device` for a program that says neither. */
export function deviceOf(userAgent: string): string {
  const browser = nameIn(BROWSERS, userAgent);
  const system = nameIn(SYSTEMS, userAgent);
  if (browser === undefined) return system === undefined ? 'Unknown device' : `Unknown browser on ${system}`;
  return system === undefined ? browser : `${browser} on ${system}`;
}
