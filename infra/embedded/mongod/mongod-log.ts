/** What MongoDB logs about a command that failed half-way holds the whole command with its values: names, searches, digests of secrets. */
const WITH_VALUES: ReadonlySet<unknown> = new Set(['COMMAND', 'QUERY', 'WRITE', 'INDEX', 'TXN']);

/**
 * A line of mongod's JSON log, of the parts that work with documents only what happened: the message and the code of the
 * error. Its other parts, and words before there is a log (a wrong argument), stay as they are.
 */
export function withoutValues(line: string): string {
  const entry = entryOf(line);
  if (entry === null || !WITH_VALUES.has(entry['c'])) return line;
  const { attr, ...what } = entry;
  const error = record(record(attr)?.['error']);
  return JSON.stringify(error === null ? what : { ...what, attr: { error: { code: error['code'], codeName: error['codeName'] } } });
}

function entryOf(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null;
  try {
    return record(JSON.parse(line));
  } catch {
    return null;
  }
}

const record = (value: unknown): Record<string, unknown> | null => (typeof value === 'object' && value !== null ? { ...value } : null);
