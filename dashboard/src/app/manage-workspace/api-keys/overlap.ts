const LONGEST_HOURS = 168;

/** Hours in which both secrets of a rotated key work; null for what is no such number. */
export function overlapOf(text: string): number | null {
  const hours = /^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return hours <= LONGEST_HOURS ? hours : null;
}
