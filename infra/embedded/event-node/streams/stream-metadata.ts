/** What the latest `$metadata` event of `$$<stream>` says about reading `<stream>`. Malformed metadata counts as none. */

export interface StreamMetadata {
  /** Seconds. */
  readonly maxAge: number | null;
  readonly maxCount: number | null;
  /** First readable revision; Infinity means soft-deleted. */
  readonly truncateBefore: number;
}

export const NO_METADATA: StreamMetadata = { maxAge: null, maxCount: null, truncateBefore: 0 };

/** 2^63 − 1, the largest number of the protocol. JavaScript rounds it up, so what comes near it is read as text. */
const SOFT_DELETED = 9_223_372_036_854_775_807n;

export const softDeletion = (): string => `{"$tb":${String(SOFT_DELETED)}}`;

export const metadataStreamOf = (stream: string): string => `$$${stream}`;

/** The stream that a metadata stream speaks about, or null for any other stream. */
export function describedStream(stream: string): string | null {
  return stream.startsWith('$$') && stream.length > 2 ? stream.slice(2) : null;
}

export const isSoftDeleted = (metadata: StreamMetadata): boolean => metadata.truncateBefore === Infinity;

export function parseMetadata(json: string): StreamMetadata {
  const parsed = parseObject(json);
  if (parsed === null) return NO_METADATA;
  return { maxAge: positive(parsed['$maxAge']), maxCount: positive(parsed['$maxCount']), truncateBefore: truncation(parsed['$tb'], json) };
}

/** The same JSON with `$tb` set to the revision; every other character is kept as it was written. */
export function withTruncateBefore(json: string, revision: number): string {
  const parsed = parseObject(json);
  const entry = `"$tb":${String(revision)}`;
  if (parsed === null || Object.keys(parsed).length === 0) return `{${entry}}`;
  const span = topLevelNumber(json, '$tb');
  if (span !== null) return json.slice(0, span[0]) + String(revision) + json.slice(span[1]);
  const open = json.indexOf('{') + 1;
  return `${json.slice(0, open)}${entry},${json.slice(open)}`;
}

function parseObject(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

const positive = (value: unknown): number | null =>
  Number.isInteger(value) && Number(value) > 0 && Number(value) < Number(SOFT_DELETED) ? Number(value) : null;

function truncation(value: unknown, json: string): number {
  if (typeof value !== 'number' || value < 0) return 0;
  if (value < Number(SOFT_DELETED)) return Number.isInteger(value) ? value : 0;
  const span = topLevelNumber(json, '$tb');
  const text = span === null ? '' : json.slice(span[0], span[1]);
  if (!/^\d{19}$/.test(text) || BigInt(text) > SOFT_DELETED) return 0;
  return BigInt(text) === SOFT_DELETED ? Infinity : value;
}

/** Where the number of a top-level key stands in valid JSON. */
function topLevelNumber(json: string, key: string): [start: number, end: number] | null {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const character = json.charAt(at);
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (character === '"') {
      const end = endOfText(json, at);
      const number = depth === 1 && JSON.parse(json.slice(at, end)) === key ? /^\s*:\s*(-?\d[\d.eE+-]*)/.exec(json.slice(end)) : null;
      if (number?.[1] !== undefined) return [end + number[0].length - number[1].length, end + number[0].length];
      at = end - 1;
    }
  }
  return null;
}

function endOfText(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    if (json[at] === '\\') at++;
    else if (json[at] === '"') return at + 1;
  }
  return json.length;
}
