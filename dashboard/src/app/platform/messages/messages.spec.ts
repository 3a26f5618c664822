import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseTemplate, TmplAstBoundText, TmplAstElement, TmplAstText, tmplAstVisitAll, TmplAstRecursiveVisitor } from '@angular/compiler';
import ts from 'typescript';
import { messages } from './messages';

const root = path.resolve(__dirname, '../..');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => !file.endsWith('.spec.ts') && !file.startsWith(path.join('platform', 'messages')),
);
const contentOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Templates by the file they stand in, whether in a file of their own or in the decorator. */
const templates = files.flatMap((file): readonly (readonly [file: string, template: string])[] => {
  if (file.endsWith('.html')) return [[file, contentOf(file)]];
  return file.endsWith('.ts') ? inlineTemplates(file).map((template) => [file, template]) : [];
});

function inlineTemplates(file: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'template' && ts.isStringLiteralLike(node.initializer)) found.push(node.initializer.text);
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile(file, contentOf(file), ts.ScriptTarget.Latest, true));
  return found;
}

/** Names such as `leads.sorts`; a group that is indexed by a value at run time counts as one name. */
function namesOf(group: object, prefix: string): readonly string[] {
  return Object.entries(group).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && !usedByIndex(`${prefix}${name}`)
      ? namesOf(value, `${prefix}${name}.`)
      : [`${prefix}${name}`],
  );
}

const source = files
  .filter((file) => /\.(ts|html)$/.test(file))
  .map(contentOf)
  .join('\n');
const escaped = (name: string): string => name.replaceAll('.', '\\.');
// A group is also used when it is taken as a whole for a look-up in a variable.
const usedByIndex = (name: string): boolean => new RegExp(`\\b(t|messages)\\.${escaped(name)}(\\[|;)`).test(source);
const used = (name: string): boolean => new RegExp(`\\b(t|messages)\\.${escaped(name)}\\b`).test(source);

const SPOKEN = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'label',
  'placeholder',
  'title',
  'text',
  'heading',
  'sentence',
]);
const hasWords = (text: string): boolean => /\p{L}/u.test(text);

class HardCodedTexts extends TmplAstRecursiveVisitor {
  readonly found: string[] = [];

  override visitText(text: TmplAstText): void {
    if (hasWords(text.value)) this.found.push(text.value.trim());
  }

  override visitBoundText(text: TmplAstBoundText): void {
    // Interpolations are checked by the compiler; words between them are not.
    const between = text.sourceSpan
      .toString()
      .replace(/\{\{[\s\S]*?\}\}/g, '')
      .replace(/&\w+;/g, '');
    if (hasWords(between)) this.found.push(between.trim());
  }

  override visitElement(element: TmplAstElement): void {
    for (const { name, value } of element.attributes) if (SPOKEN.has(name) && hasWords(value)) this.found.push(`${name}="${value}"`);
    super.visitElement(element);
  }
}

function hardCodedTexts(template: string): readonly string[] {
  const { nodes, errors } = parseTemplate(template, 'template.html');
  if (errors !== null && errors.length > 0) throw new Error(errors.map(String).join('\n'));
  const visitor = new HardCodedTexts();
  tmplAstVisitAll(visitor, nodes);
  return visitor.found;
}

describe('the catalogue', () => {
  it('holds no text that nothing shows', () => {
    expect(namesOf(messages, '').filter((name) => !used(name))).toEqual([]);
  });

  it('is the only place for words: no template holds any of its own', () => {
    expect(templates.length).toBeGreaterThan(30);
    expect(templates.flatMap(([file, template]) => hardCodedTexts(template).map((text) => `${file}: ${text}`))).toEqual([]);
  });
});

describe('the search for hard-coded texts', () => {
  it.each([
    ['<p>Hello</p>', ['Hello']],
    ['@if (a) { <p>{{ b }} more</p> }', ['more']],
    ['<input aria-label="Filter" />', ['aria-label="Filter"']],
    ['<p>{{ t.a }} · 3 &nbsp;</p>', []],
  ])('finds in %s exactly %j', (template, found) => expect(hardCodedTexts(template)).toEqual(found));
});
