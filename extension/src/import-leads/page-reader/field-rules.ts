/** One way to read a field. Null: the page has no such place; empty text: the place is there and holds nothing. */
export interface Candidate {
  /** Such as `a.title.1`; stored with the value, so that every field can be traced to the rule that read it. */
  readonly rule: string;
  readonly read: (row: Element) => string | null;
}

export interface FieldReader {
  readonly field: string;
  /** Kebab case, with the layout in front, such as `a.company-name`. */
  readonly code: string;
  readonly maxLength: number;
  readonly candidates: readonly Candidate[];
}

export interface FieldValue {
  readonly value: string | null;
  /** The rule that read the value, or why there is none: `<code>.absent`, `.empty` or `.too-long`. */
  readonly rule: string;
}

/** The first candidate that gives a value wins. A value longer than its limit is not believed and not cut. */
export function readField(reader: FieldReader, row: Element): FieldValue {
  let missing = 'absent';
  for (const candidate of reader.candidates) {
    const value = candidate.read(row);
    if (value === null) continue;
    if (value !== '' && value.length <= reader.maxLength) return { value, rule: candidate.rule };
    missing = value === '' ? 'empty' : 'too-long';
  }
  return { value: null, rule: `${reader.code}.${missing}` };
}

/** Names the ways in order: `a.title.1`, `a.title.2`. */
export function fieldReader(field: string, code: string, maxLength: number, ways: readonly Candidate['read'][]): FieldReader {
  return { field, code, maxLength, candidates: ways.map((read, index) => ({ rule: `${code}.${String(index + 1)}`, read })) };
}
