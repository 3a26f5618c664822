/** What the sources say of a route and its decorators do not: the type of its answer, its doc comment, the headers it sends. Nothing is run. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface Handler {
  /** Such as `LeadsController.list`. */
  readonly name: string;
  readonly file: string;
  /** As it is written, without Promise; null when there is no body, or when the handler writes it itself. */
  readonly answer: string | null;
  readonly description: string | null;
  /** Besides those of every answer. */
  readonly headers: readonly string[];
}

/** Types of problem that are written down anywhere below the folder, tests left out. */
export function problemTypesBelow(folder: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const [type, title, detail] = ['type', 'title', 'detail'].map((name) => node.properties.find((property) => property.name?.getText() === name));
      if (type !== undefined && title !== undefined && detail !== undefined && ts.isPropertyAssignment(type) && ts.isStringLiteral(type.initializer)) {
        found.add(type.initializer.text);
      }
    }
    ts.forEachChild(node, visit);
  };
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/\.spec\.ts$|^platform.testing/.test(file),
  );
  for (const file of files) visit(sourceOf(path.join(folder, file)));
  return found;
}

type Callable = ts.FunctionDeclaration | ts.MethodDeclaration | ts.ArrowFunction;

const VERBS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete']);
const UNTOLD = new Set(['Cache-Control', 'Content-Type', 'Clear-Site-Data']);
const sources = new Map<string, ts.SourceFile>();

export function sourceOf(file: string): ts.SourceFile {
  const known = sources.get(file);
  if (known !== undefined) return known;
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true);
  sources.set(file, source);
  return source;
}

/** Every route of the controllers below the folder that the reference shows. */
export function handlersBelow(folder: string): readonly Handler[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.controller.ts'));
  return files.sort().flatMap((file) => sourceOf(path.join(folder, file)).statements.filter(ts.isClassDeclaration).flatMap(handlersOf));
}

function handlersOf(controller: ts.ClassDeclaration): readonly Handler[] {
  if (decorators(controller).includes('ApiExcludeController')) return [];
  return controller.members.filter(ts.isMethodDeclaration).flatMap((method) => {
    if (!decorators(method).some((name) => VERBS.has(name))) return [];
    const name = `${controller.name?.text ?? ''}.${method.name.getText()}`;
    const headers = [...new Set(headersOf(method, new Set()))].filter((header) => !UNTOLD.has(header));
    return [{ name, file: controller.getSourceFile().fileName, answer: answerOf(method), description: commentOf(method), headers }];
  });
}

const decorators = (node: ts.HasDecorators): readonly string[] =>
  (ts.getDecorators(node) ?? []).map(({ expression }) => (ts.isCallExpression(expression) ? expression.expression : expression).getText());

function answerOf({ type }: ts.MethodDeclaration): string | null {
  const promised = type !== undefined && ts.isTypeReferenceNode(type) && type.typeName.getText() === 'Promise' ? type.typeArguments?.[0] : type;
  return promised === undefined || promised.kind === ts.SyntaxKind.VoidKeyword ? null : promised.getText();
}

function commentOf(method: ts.MethodDeclaration): string | null {
  const [comment] = ts.getJSDocCommentsAndTags(method);
  const text = comment === undefined ? undefined : ts.getTextOfJSDocComment(comment.comment);
  return text === undefined ? null : text.replaceAll(/\s*\n\s*/g, ' ');
}

/** Follows whatever the response is handed to. */
function headersOf(callable: Callable, seen: Set<Callable>): readonly string[] {
  if (seen.has(callable)) return [];
  seen.add(callable);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) found.push(...sentBy(node, seen));
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(callable, visit);
  return found;
}

function sentBy(call: ts.CallExpression, seen: Set<Callable>): readonly string[] {
  const { expression, arguments: given } = call;
  if (ts.isPropertyAccessExpression(expression) && isResponse(expression.expression)) return sentTo(expression.name.text, given);
  if (!given.some((argument) => isResponse(argument))) return [];
  // The revision is what makes the ETag.
  if (expression.getText() === 'answerPosition') return given.length > 2 ? ['Position', 'ETag'] : ['Position'];
  const callee = calleeOf(expression);
  return callee === null ? [] : headersOf(callee, seen);
}

/** `response` itself, or what a call on it answers. */
const isResponse = (node: ts.Expression): boolean =>
  node.getText() === 'response' || (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && isResponse(node.expression.expression));

function sentTo(method: string, [first]: readonly ts.Expression[]): readonly string[] {
  if (method === 'cookie' || method === 'clearCookie') return ['Set-Cookie'];
  if (first === undefined || (method !== 'setHeader' && method !== 'set')) return [];
  if (ts.isStringLiteral(first)) return [first.text];
  if (!ts.isObjectLiteralExpression(first)) return [];
  return first.properties.flatMap(({ name }) => (name === undefined ? [] : [ts.isStringLiteral(name) ? name.text : name.getText()]));
}

function calleeOf(expression: ts.Expression): Callable | null {
  const source = expression.getSourceFile();
  if (ts.isIdentifier(expression)) return functionIn(source, expression.text) ?? importedFunction(source, expression.text);
  if (!ts.isPropertyAccessExpression(expression) || expression.expression.kind !== ts.SyntaxKind.ThisKeyword) return null;
  const members = source.statements.filter(ts.isClassDeclaration).flatMap((declared) => [...declared.members]);
  return members.filter(ts.isMethodDeclaration).find((member) => member.name.getText() === expression.name.text) ?? null;
}

function functionIn(source: ts.SourceFile, name: string): Callable | null {
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) return statement;
    if (!ts.isVariableStatement(statement)) continue;
    const value = statement.declarationList.declarations.find((declared) => declared.name.getText() === name)?.initializer;
    if (value !== undefined && ts.isArrowFunction(value)) return value;
  }
  return null;
}

function importedFunction(source: ts.SourceFile, name: string): Callable | null {
  for (const statement of source.statements) {
    if ((!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) || statement.moduleSpecifier === undefined) continue;
    const file = moduleFile(source.fileName, (statement.moduleSpecifier as ts.StringLiteral).text);
    const named = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : statement.exportClause;
    if (file === null || named === undefined || !('elements' in named)) continue;
    if (!named.elements.some((element) => element.name.text === name)) continue;
    return functionIn(sourceOf(file), name) ?? importedFunction(sourceOf(file), name);
  }
  return null;
}

function moduleFile(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const place = path.resolve(path.dirname(from), specifier);
  return [`${place}.ts`, path.join(place, 'index.ts')].find((file) => existsSync(file)) ?? null;
}
