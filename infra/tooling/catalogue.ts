/** Writes event-schemas/README.md, the catalogue and data map, from the definitions; `npm run docs:catalogue`. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EventDefinition } from '../../event-schemas/src/envelope/definition';
import { definitions } from '../../event-schemas/src/registry';

const root = path.resolve(__dirname, '../..');
export const CATALOGUE_FILE = path.join(root, 'event-schemas/README.md');

const INTRODUCTION = `# Event schemas

The shared language of the repository: every event that was ever written, its versions, its owner and its readers, and in
\`src/http\` the shapes of requests and answers. This folder imports nothing.

* A stored type is a literal such as \`LeadRecorded.v1\`. A version is never edited: a change is a new folder file \`v2.ts\`
  with \`v1-to-v2.ts\` beside it. Reading accepts every version, writing only the current one (\`src/registry.ts\`).
* Every field carries a tag. \`clear\` fields stand readable in the store and can never be free text. \`pii\` fields are sealed
  under the key of their subject.
* \`samples/\` hold events opened (\`.json\`, written by hand) and as the exact bytes of the store (\`.stored\`, sealed under
  a key that anybody can work out). They are never edited, and a test reads each of them for ever.
* \`npm run schemas:samples\` makes the stored sample of a new version and locks its fields (\`definitions.lock\`) and the
  digests of its samples (\`samples.sha256\`). \`npm run schemas:check\` says what is no longer as it was written.

The rest of this page is generated: \`npm run docs:catalogue\`.
`;

/** Files under backend/src that name the event in a list of types they read. */
function readersOf(definition: EventDefinition, sources: ReadonlyMap<string, string>): string[] {
  return [...sources]
    .flatMap(([file, content]) =>
      content.includes(`'${definition.name}'`) && /\/(views|processes|publishing)\//.test(file) ? [path.basename(file, '.ts')] : [],
    )
    .sort();
}

function backendSources(): Map<string, string> {
  const folder = path.join(root, 'backend/src');
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const sources = files.filter((file) => file.endsWith('.ts') && !/\.(spec|query)\.ts$|\.http\.spec/.test(file));
  return new Map(sources.map((file) => [file.replaceAll('\\', '/'), readFileSync(path.join(folder, file), 'utf8')]));
}

function section(definition: EventDefinition, readers: readonly string[]): string {
  const fields = Object.entries(definition.fields).map(([name, field]) => {
    const tag = field.tag === 'clear' ? 'clear' : `pii(${field.subject}, ${field.category})`;
    return `| \`${name}\` | ${tag} | ${field.kind.describe.replaceAll('|', '\\|')} |`;
  });
  return [
    `### ${definition.storedType}`,
    '',
    `${definition.meaning} Retention class: ${definition.retention}. Read by: ${readers.length === 0 ? 'its own decider' : readers.join(', ')}.`,
    '',
    ...(fields.length === 0 ? ['No fields of its own.'] : ['| Field | Tag | Holds |', '|---|---|---|', ...fields]),
    '',
  ].join('\n');
}

function dataMap(): string {
  const rows = definitions.flatMap((definition) =>
    Object.entries(definition.fields).flatMap(([name, field]) =>
      field.tag === 'pii' ? [{ key: `${field.subject} | ${field.category}`, where: `${definition.storedType}.${name}` }] : [],
    ),
  );
  const keys = [...new Set(rows.map(({ key }) => key))].sort();
  return [
    '## Data map',
    '',
    '| Subject | Category | Stands in |',
    '|---|---|---|',
    ...keys.map(
      (key) =>
        `| ${key} | ${rows
          .filter((row) => row.key === key)
          .map(({ where }) => `\`${where}\``)
          .join(', ')} |`,
    ),
    '',
  ].join('\n');
}

/** The whole page. */
export function catalogue(): string {
  const sources = backendSources();
  const categories = [...new Set(definitions.map(({ category }) => category))];
  const chapters = categories.map((category) => {
    const own = definitions.filter((definition) => definition.category === category);
    return [
      `## Stream category \`${category}\``,
      '',
      `Owner: ${own[0]?.owner ?? ''}.`,
      '',
      ...own.map((definition) => section(definition, readersOf(definition, sources))),
    ].join('\n');
  });
  return [INTRODUCTION, ...chapters, dataMap()].join('\n');
}

if (require.main === module) writeFileSync(CATALOGUE_FILE, catalogue());
