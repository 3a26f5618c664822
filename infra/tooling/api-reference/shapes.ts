/** JSON Schemas of the answers, made from the very types that the controllers declare; the shapes are written once, in event-schemas/src/http. */
import path from 'node:path';
import ts from 'typescript';
import type { Handler } from './handlers';
import { sourceOf } from './handlers';
import type { Schema } from './schema';

export interface Shapes {
  /** By route, such as `LeadsController.list`. */
  readonly answers: ReadonlyMap<string, Schema>;
  /** By the name of the type. */
  readonly schemas: ReadonlyMap<string, Schema>;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  types: [],
};
const HTTP_SHAPES = '/event-schemas/src/http/';
/** What every field of that name holds. */
const BY_NAME: readonly (readonly [name: RegExp, says: Schema])[] = [
  [/^at$|At$/, { format: 'date-time', examples: ['2026-03-25T09:30:00.000Z'] }],
  [/^id$|Id$/, { examples: ['7d0c5a7e-54d1-4c1e-9a53-8e1d3b7f2a10'] }],
  [/^email$/, { examples: ['ada@example.com'] }],
  [/^displayName$/, { examples: ['Ada Lovelace'] }],
];

/** `also` names further types by the file that exports them. Throws when a type is not one of event-schemas/src/http, or a field has no example. */
export function shapesOf(handlers: readonly Handler[], also: Readonly<Record<string, string>>): Shapes {
  const modules = new Map<string, string>();
  for (const file of new Set(handlers.map((handler) => handler.file))) modules.set(`${file.slice(0, -3)}.answers.ts`, answersOf(file, handlers));
  for (const [name, file] of Object.entries(also)) {
    modules.set(
      path.join(path.dirname(file), `${name}.answers.ts`),
      `import type { ${name} } from './${path.basename(file, '.ts')}';\nexport interface Answers { '${name}': ${name} }\n`,
    );
  }
  const host = ts.createCompilerHost(OPTIONS);
  const ofDisk = ts.createCompilerHost(OPTIONS);
  host.getSourceFile = (file, ...rest) => {
    const text = modules.get(file);
    return text === undefined ? ofDisk.getSourceFile(file, ...rest) : ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  };
  host.fileExists = (file) => modules.has(file) || ofDisk.fileExists(file);
  host.readFile = (file) => modules.get(file) ?? ofDisk.readFile(file);
  const program = ts.createProgram([...modules.keys()], OPTIONS, host);
  const writer = new SchemaWriter(program.getTypeChecker());
  const answers = new Map<string, Schema>();
  for (const file of modules.keys()) {
    const source = program.getSourceFile(file);
    const [fault] = program.getSemanticDiagnostics(source);
    if (fault !== undefined)
      throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(fault.messageText, ' ')}. Declare the answer in event-schemas/src/http.`);
    const declared = source?.statements.find(ts.isInterfaceDeclaration);
    for (const member of declared?.members ?? []) {
      if (ts.isPropertySignature(member) && member.type !== undefined && ts.isStringLiteral(member.name)) answers.set(member.name.text, writer.of(member.type));
    }
  }
  if (writer.missing.length > 0)
    throw new Error(`Write "Such as \`…\`." into the doc comment of each of these fields in event-schemas/src/http: ${writer.missing.join(', ')}`);
  return { answers, schemas: writer.schemas };
}

/** A module beside the controller, with its imports of shapes and one member per route. */
function answersOf(file: string, handlers: readonly Handler[]): string {
  const imports = sourceOf(file).statements.filter(
    (each) => ts.isImportDeclaration(each) && (each.moduleSpecifier as ts.StringLiteral).text.includes(HTTP_SHAPES),
  );
  const members = handlers.flatMap(({ file: declaredIn, name, answer }) => (declaredIn === file && answer !== null ? [`  '${name}': ${answer};`] : []));
  return [...imports.map((each) => each.getText()), 'export interface Answers {', ...members, '}'].join('\n');
}

class SchemaWriter {
  readonly schemas = new Map<string, Schema>();
  readonly missing: string[] = [];

  constructor(private readonly checker: ts.TypeChecker) {}

  of(node: ts.TypeNode): Schema {
    return this.schemaOf(this.checker.getTypeFromTypeNode(node), 'the answer');
  }

  private schemaOf(type: ts.Type, place: string): Schema {
    if (type.flags & ts.TypeFlags.BooleanLike) return this.isTrue(type) ? { const: true } : { type: 'boolean' };
    if (type.flags & ts.TypeFlags.StringLiteral) return { const: (type as ts.StringLiteralType).value };
    if (type.flags & ts.TypeFlags.String) return { type: 'string' };
    if (type.flags & ts.TypeFlags.Number) return { type: 'integer' };
    if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
    if (type.flags & ts.TypeFlags.Unknown) return {};
    if (type.isUnion()) return this.unionOf(type, place);
    if (this.checker.isArrayType(type)) {
      const [item] = this.checker.getTypeArguments(type as ts.TypeReference);
      return { type: 'array', items: item === undefined ? {} : this.schemaOf(item, place) };
    }
    if (type.flags & ts.TypeFlags.Object) return this.named(type, place);
    throw new Error(`${place} is a ${this.checker.typeToString(type)}, for which there is no schema`);
  }

  private isTrue(type: ts.Type): boolean {
    return (type.flags & ts.TypeFlags.BooleanLiteral) !== 0 && this.checker.typeToString(type) === 'true';
  }

  private unionOf(type: ts.UnionType, place: string): Schema {
    const parts = type.types.filter((part) => !(part.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)));
    const nullable = type.types.some((part) => part.flags & ts.TypeFlags.Null);
    const own = parts.every((part) => part.isStringLiteral())
      ? { type: 'string', enum: parts.map((part) => part.value) }
      : parts.length === 2 && parts.every((part) => part.flags & ts.TypeFlags.BooleanLiteral)
        ? { type: 'boolean' }
        : eitherOf(parts.map((part) => this.schemaOf(part, place)));
    return nullable ? orNull(own) : own;
  }

  /** Types of event-schemas stand under their name; what is written inline stays inline. */
  private named(type: ts.Type, place: string): Schema {
    const symbol = type.aliasSymbol ?? type.symbol;
    const ours =
      symbol.declarations?.some((declaration) => declaration.getSourceFile().fileName.includes(HTTP_SHAPES) && !ts.isTypeLiteralNode(declaration)) ?? false;
    if (!ours) return this.objectOf(type, place);
    const args = type.aliasSymbol === undefined ? this.checker.getTypeArguments(type as ts.TypeReference) : [];
    const name = [symbol.name, ...args.map((argument) => (argument.aliasSymbol ?? argument.symbol).name)].join('Of');
    if (!this.schemas.has(name)) {
      this.schemas.set(name, {});
      const description = docOf(symbol, this.checker);
      this.schemas.set(name, { ...(description === '' ? {} : { description }), ...this.objectOf(type, name) });
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  private objectOf(type: ts.Type, place: string): Schema {
    const index = this.checker.getIndexInfosOfType(type)[0];
    if (index !== undefined) return { type: 'object', additionalProperties: this.schemaOf(index.type, place) };
    const properties = this.checker.getPropertiesOfType(type);
    return {
      type: 'object',
      required: properties.filter((property) => !(property.flags & ts.SymbolFlags.Optional)).map(({ name }) => name),
      properties: Object.fromEntries(properties.map((property) => [property.name, this.fieldOf(property, `${place}.${property.name}`)])),
    };
  }

  private fieldOf(property: ts.Symbol, place: string): Schema {
    const schema = this.schemaOf(this.checker.getTypeOfSymbol(property), place);
    const description = docOf(property, this.checker);
    const [, said] = /[Ss]uch as `([^`]+)`/.exec(description) ?? [];
    const described = { ...schema, ...(description === '' ? {} : { description }) };
    if (said !== undefined && schema['$ref'] === undefined) return { ...described, examples: [exampleFrom(said, schema)] };
    const text = schema['type'] === 'string' || isNullable(schema, 'string');
    const byName = text && schema['enum'] === undefined ? BY_NAME.find(([name]) => name.test(property.name)) : undefined;
    if (byName !== undefined) return { ...described, ...byName[1] };
    const bare =
      (schema['type'] === 'string' && schema['enum'] === undefined) ||
      schema['type'] === 'integer' ||
      isListOf(schema, 'string') ||
      schema['additionalProperties'] !== undefined;
    if (bare) this.missing.push(place);
    return described;
  }
}

const docOf = (symbol: ts.Symbol, checker: ts.TypeChecker): string =>
  ts
    .displayPartsToString(symbol.getDocumentationComment(checker))
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();

const isNullable = (schema: Schema, type: string): boolean => Array.isArray(schema['type']) && schema['type'].includes(type);
const isListOf = ({ type, items }: Schema, item: string): boolean => {
  const of = items as Schema | undefined;
  return type === 'array' && of?.['type'] === item && of['enum'] === undefined;
};

function eitherOf(parts: readonly Schema[]): Schema {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { anyOf: parts };
}

function orNull(schema: Schema): Schema {
  if (typeof schema['type'] !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const values = schema['enum'] as readonly unknown[] | undefined;
  return { ...schema, type: [schema['type'], 'null'], ...(values === undefined ? {} : { enum: [...values, null] }) };
}

function exampleFrom(said: string, schema: Schema): unknown {
  if (schema['type'] === 'string' || isNullable(schema, 'string')) return said;
  if (isListOf(schema, 'string')) return said.startsWith('[') ? JSON.parse(said) : [said];
  return JSON.parse(said);
}
