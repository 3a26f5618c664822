/** Our walk through the OWASP ASVS, held against the list of its ids and against the files and tests that it names. */

export interface Repository {
  readonly files: readonly string[];
  readonly read: (file: string) => string;
}

interface Row {
  readonly id: string;
  readonly level: string;
  readonly state: string;
  readonly text: string;
}

const STATES: readonly string[] = ['met', 'not applicable', 'open'];
const ROW = /^\| (\d+\.\d+\.\d+) \| (\d) \| ([^|]*) \| (.*) \|$/gm;
const SUM = /^\| (V\d+|All)\b[^|]* \| (\d+) \| (\d+) \| (\d+) \|$/gm;
/** A file in code quotes, or the name of a test in curly quotes; the test is one of the file before it. */
const EVIDENCE = /`([a-z0-9.][\w./-]*\.(?:ts|mjs|cjs|md|json|html|txt))`|“([^”]+)”/g;
const LEAST_WORDS = 3;

/** Sentences about what is wrong with the page; empty when all is well. `ids` holds a line `<id> <level>` for each requirement. */
export function auditFaults(page: string, ids: string, repository: Repository): readonly string[] {
  const rows = [...page.matchAll(ROW)].map(([, id = '', level = '', state = '', text = '']): Row => ({ id, level, state, text }));
  return [...idFaults(rows, ids), ...rows.flatMap((row) => [...stateFaults(row), ...evidenceFaults(row, repository)]), ...sumFaults(page, rows)];
}

function idFaults(rows: readonly Row[], ids: string): readonly string[] {
  const wanted = ids.trim().split('\n');
  const given = rows.map(({ id, level }) => `${id} ${level}`);
  return [
    ...wanted.filter((each) => !given.includes(each)).map((each) => `${each} is missing.`),
    ...given.filter((each, index) => !wanted.includes(each) || given.indexOf(each) !== index).map((each) => `${each} is there twice or is none.`),
  ];
}

function stateFaults({ id, state, text }: Row): readonly string[] {
  if (!STATES.includes(state)) return [`${id} is neither ${STATES.join(' nor ')}.`];
  if (text.split(' ').length < LEAST_WORDS) return [`${id} does not say why.`];
  return state === 'met' && ![...text.matchAll(EVIDENCE)].some(([, file]) => file !== undefined) ? [`${id} is met but names no file.`] : [];
}

function evidenceFaults({ id, text }: Row, { files, read }: Repository): readonly string[] {
  const faults: string[] = [];
  let spec = '';
  for (const [, file, test] of text.matchAll(EVIDENCE)) {
    if (file !== undefined) {
      const found = files.includes(file) ? [file] : files.filter((each) => each.endsWith(`/${file}`));
      if (found.length !== 1) faults.push(`${id} names ${file}, which is ${found.length === 0 ? 'no file' : 'more than one'}.`);
      spec = found[0] ?? '';
    } else if (test !== undefined && (spec === '' || !read(spec).includes(test)))
      faults.push(`${id} quotes “${test}”, which is not in ${spec === '' ? 'a file before it' : spec}.`);
  }
  return faults;
}

function sumFaults(page: string, rows: readonly Row[]): readonly string[] {
  const counted = (chapter: string): string => {
    const own = rows.filter(({ id }) => chapter === 'All' || id.startsWith(`${chapter.slice(1)}.`));
    return STATES.map((state) => String(own.filter((row) => row.state === state).length)).join(' ');
  };
  const said = new Map([...page.matchAll(SUM)].map(([, chapter = '', ...sums]) => [chapter, sums.join(' ')]));
  const chapters = ['All', ...new Set(rows.map(({ id }) => `V${id.split('.')[0] ?? ''}`))];
  return chapters.filter((chapter) => said.get(chapter) !== counted(chapter)).map((chapter) => `The sums of ${chapter} are ${counted(chapter)}.`);
}
