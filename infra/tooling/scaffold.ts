/** New capabilities and events start from the same skeleton: files to write, and the lines that the lists of the repository gain. */

/** Content by file, relative to the root; `null` from `read` means that the file does not exist. */
export type Files = ReadonlyMap<string, string>;
export type Read = (file: string) => string | null;

/** A name that does not fit, or that is taken; the message says what to do. */
export class ScaffoldRefused extends Error {
  override readonly name = 'ScaffoldRefused';
}

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const PASCAL = /^([A-Z][a-z0-9]+){2,}$/;
const REGISTRY = 'event-schemas/src/registry.ts';
const CAPABILITIES = 'backend/src/app/capabilities.ts';

const kebabOf = (pascal: string): string => pascal.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
const pascalOf = (kebab: string): string => kebab.replace(/(^|-)([a-z0-9])/g, (_all, _dash, letter: string) => letter.toUpperCase());
const camelOf = (pascal: string): string => pascal.charAt(0).toLowerCase() + pascal.slice(1);

function existing(read: Read, file: string): string {
  const content = read(file);
  if (content === null) throw new ScaffoldRefused(`${file} is missing: run this in the root of the repository.`);
  return content;
}

/** Puts a line behind the last one that the pattern finds. */
function behindLast(content: string, pattern: RegExp, line: string): string {
  const lines = content.split('\n');
  const last = lines.findLastIndex((candidate) => pattern.test(candidate));
  if (last < 0) throw new ScaffoldRefused(`No line looks like ${String(pattern)}: add "${line.trim()}" by hand.`);
  return [...lines.slice(0, last + 1), line, ...lines.slice(last + 1)].join('\n');
}

/** The first version of an event without fields, its sample, and its lines in the registry and in the union of its category. */
export function newEvent(category: string, name: string, owner: string, read: Read): Files {
  if (!KEBAB.test(category)) throw new ScaffoldRefused(`"${category}" is no stream category: use one noun in lower case, such as lead.`);
  if (!PASCAL.test(name)) throw new ScaffoldRefused(`"${name}" is no event: say what happened in the past tense, such as LeadRecorded.`);
  const [folder, constant] = [`event-schemas/src/${category}/${kebabOf(name)}`, `${camelOf(name)}V1`];
  if (read(`${folder}/v1.ts`) !== null) throw new ScaffoldRefused(`${name} exists: add its next version beside v1.ts.`);
  const registry = existing(read, REGISTRY);
  const imported = behindLast(registry, /^import \{/, `import { ${constant} } from './${category}/${kebabOf(name)}/v1';`);
  return new Map([
    [`${folder}/v1.ts`, definitionText(category, name, owner, constant)],
    [`${folder}/samples/v1/plain.json`, sampleText(name)],
    [REGISTRY, behindLast(imported, /^ {2}\w+V\d+,$/, `  ${constant},`)],
    [`event-schemas/src/${category}/events.ts`, unionText(category, name, constant, read(`event-schemas/src/${category}/events.ts`))],
  ]);
}

const definitionText = (category: string, name: string, owner: string, constant: string): string =>
  `/** Storage format: these names and kinds are what is written for ever. Never edit; add v2 beside it. */
import { defineEvent } from '../../envelope/definition';

export const ${constant} = defineEvent({
  name: '${name}',
  version: 1,
  category: '${category}',
  owner: '${owner}',
  meaning: 'Say in one sentence what happened.',
  retention: 'operational',
  subjects: {},
  fields: {},
});
`;

function sampleText(name: string): string {
  const sampleId = (number: string): string => `000000${number}-0000-4000-8000-000000000000`;
  const metadata = {
    correlationId: sampleId('01'),
    causationId: null,
    commandId: sampleId('02'),
    ordinal: 0,
    workspaceId: sampleId('0a'),
    actor: sampleId('29'),
    surface: 'dashboard',
    purpose: 'provide-service',
    basis: 'contract',
    source: 'user',
    retention: 'operational',
    occurredAt: '2026-01-05T09:00:00.000Z',
  };
  return `${JSON.stringify({ type: `${name}.v1`, clear: {}, personal: {}, metadata })}\n`;
}

function unionText(category: string, name: string, constant: string, known: string | null): string {
  const line = `import type { ${constant} } from './${kebabOf(name)}/v1';`;
  if (known !== null) {
    const imported = behindLast(known, /^import type/, line);
    return imported.replace(/type Definitions =([^;]+);/, (_all, members: string) => `type Definitions =${members.trimEnd()} | typeof ${constant};`);
  }
  const title = pascalOf(category);
  return `import type { NewEventOf, ReadEventOf } from '../envelope/definition';
${line}

type Definitions = typeof ${constant};

type EachNew<D> = D extends Definitions ? NewEventOf<D> : never;
type EachRead<D> = D extends Definitions ? ReadEventOf<D> : never;

/** The current versions: what a decider of this category returns. */
export type New${title}Event = EachNew<Definitions>;
/** The current versions: what evolve, views and processes are given. */
export type ${title}Event = EachRead<Definitions>;
`;
}

/** Story, public surface and module of a capability, and its line on the one screen that lists all. */
export function newCapability(name: string, read: Read): Files {
  if (!KEBAB.test(name) || !name.includes('-')) throw new ScaffoldRefused(`"${name}" is no capability: use verb and object, such as import-leads.`);
  const folder = `backend/src/capabilities/${name}`;
  if (read(`${folder}/index.ts`) !== null) throw new ScaffoldRefused(`${folder} exists: choose another name.`);
  const module = `${pascalOf(name)}Module`;
  const listed = behindLast(
    existing(read, CAPABILITIES),
    /^import .* from '\.\.\/capabilities\//,
    `import { ${module} } from '../capabilities/${name}/${name}.module';`,
  );
  return new Map([
    [`${folder}/README.md`, storyText(name)],
    [`${folder}/index.ts`, `/** What other capabilities may ask of this one. */\nexport { ${module} } from './${name}.module';\n`],
    [`${folder}/${name}.module.ts`, `import { Module } from '@nestjs/common';\n\n@Module({})\nexport class ${module} {}\n`],
    [CAPABILITIES, behindLast(listed, /^ {2}\w+Module(\.forRoot\(.*\))?,$/, `  ${module},`)],
  ]);
}

const storyText = (name: string): string => `# ${name}

What a person can do with it, in two sentences.

## Flow

\`http\` → \`commands\` → \`domain\` → event → \`views\` → \`http\`, with the names of this capability.

## Rules

- What is never broken.

## Limits

What it does not do, and where it ends.
`;
