/** The code a person carries from the dashboard to the panel: eight signs that are not mistaken for each other. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** `draw(n)` gives a random integer below n. Such as `K7QF-2MXD`. */
export function makePairingCode(draw: (below: number) => number): string {
  const signs = Array.from({ length: LENGTH }, () => ALPHABET.charAt(draw(ALPHABET.length))).join('');
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** The same code however it was typed: small letters, spaces and dashes do not matter. */
export const canonicalPairingCode = (typed: string): string => typed.toUpperCase().replaceAll(/[\s-]/g, '');
