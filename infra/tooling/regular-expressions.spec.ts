import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(__dirname, '../..');
const LONG = 20_000;
/** Short enough that work which doubles with every character still comes to an end. */
const SHORT = 26;
const MOST_MS = 100;
const ENDS = ['', '\u0000', '!', '@', '\n', 'x'];

interface Found {
  readonly place: string;
  readonly pattern: RegExp;
}

/** Every regular expression that stands in the source of what is installed. */
function regularExpressions(): readonly Found[] {
  const files = execFileSync('git', ['ls-files', '-z', 'backend/src', 'event-schemas/src', 'dashboard/src', 'extension/src', 'infra/embedded'], {
    cwd: root,
    encoding: 'utf8',
  });
  return files
    .split('\0')
    .filter((file) => file.endsWith('.ts') && !/spec\.ts$|^backend\/src\/platform\/testing\//.test(file))
    .flatMap((file) => {
      const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
      const found: Found[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) {
          const { line } = source.getLineAndCharacterOfPosition(node.getStart());
          found.push({ place: `${file}:${String(line + 1)}`, pattern: patternOf(node.text) });
        }
        node.forEachChild(visit);
      };
      visit(source);
      return found;
    });
}

function patternOf(literal: string): RegExp {
  const end = literal.lastIndexOf('/');
  return new RegExp(literal.slice(1, end), literal.slice(end + 1));
}

/** Beginnings that fit the pattern: its own letters and signs, and what classes and wildcards take. */
const pumpsOf = ({ source }: RegExp): readonly string[] => [
  ...new Set([...Array.from(source.replaceAll(/\\./g, '')), 'a', 'A', '1', ' ', '\t', '\n', '.', '-', '_', 'a.', 'a ', '1.', 'a1', ' a', '\\"', 'é']),
];

function timeOf(pattern: RegExp, text: string): number {
  const began = performance.now();
  pattern.lastIndex = 0;
  text.replace(pattern, '');
  return performance.now() - began;
}

/** The first text of that length that takes the pattern too long; null when none does. */
function slowOn(pattern: RegExp, length: number): string | null {
  for (const pump of pumpsOf(pattern)) {
    for (const end of ENDS) {
      const text = `${pump.repeat(Math.ceil(length / pump.length))}${end}`;
      // Whatever else the machine does is gone in one of three tries.
      if ([1, 2, 3].every(() => timeOf(pattern, text) > MOST_MS)) return `${JSON.stringify(pump)} many times, then ${JSON.stringify(end)}`;
    }
  }
  return null;
}

describe('the regular expressions of the source', () => {
  const found = regularExpressions();

  it('are all found', () => {
    expect(found.length).toBeGreaterThan(80);
  });

  it.each([
    ['do not double their work with every character', SHORT],
    ['do not look again at everything for every character', LONG],
  ])('%s', (_what, length) => {
    expect(found.map((each) => ({ ...each, slowOn: slowOn(each.pattern, length) })).filter((each) => each.slowOn !== null)).toEqual([]);
  });

  it.each([
    [/^(a+)+$/, SHORT],
    [/a+b/, LONG],
  ])('would be seen if they did: %p', (pattern, length) => {
    expect(slowOn(pattern, length)).not.toBeNull();
  });
});
