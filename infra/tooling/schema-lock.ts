/**
 * What was written once and must stay: `definitions.lock` holds a line for every field of every event version,
 * `samples.sha256` the digest of every sample. Lines are added by `npm run schemas:samples` and never changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EventDefinition } from '../../event-schemas/src/envelope/definition';
import { definitions as allDefinitions } from '../../event-schemas/src/registry';
import { sampleFolderOf } from '../../event-schemas/src/samples';
import { sealedSample, type OpenedSample } from './stored-samples';

const UNRELEASED =
  'if no release ever wrote it, delete its lines from definitions.lock and samples.sha256 and its .stored files, and run npm run schemas:samples';

/** One line per thing that a reader of old events relies on, each beginning with the stored type. */
export function linesOf(definition: EventDefinition): readonly string[] {
  const fields = Object.entries(definition.fields).map(([name, field]) => {
    const tag = field.tag === 'clear' ? 'clear' : `pii(${field.subject}, ${field.category})`;
    return `${definition.storedType} field ${name}: ${tag}, ${field.kind.describe}`;
  });
  const subjects = Object.entries(definition.subjects).map(([role, source]) => `${definition.storedType} key of ${role}: ${source}`);
  return [`${definition.storedType} category ${definition.category}`, ...subjects, ...fields];
}

/** Sentences about versions that are no longer what was written; empty when all is well. */
export function definitionFaults(definitions: readonly EventDefinition[], lock: readonly string[]): readonly string[] {
  const locked = new Map<string, string[]>();
  for (const line of lock) locked.set(typeOfLine(line), [...(locked.get(typeOfLine(line)) ?? []), line]);
  const faults: string[] = [];
  for (const definition of definitions) {
    const type = definition.storedType;
    const [now, then] = [linesOf(definition), locked.get(type)];
    locked.delete(type);
    if (then === undefined) {
      faults.push(`${type} is not in definitions.lock: run npm run schemas:samples.`);
      continue;
    }
    const gone = then.filter((line) => !now.includes(line));
    const added = now.filter((line) => !then.includes(line));
    if (gone.length + added.length === 0) continue;
    const changes = [...gone.map((line) => `"${line.slice(type.length + 1)}" is gone`), ...added.map((line) => `"${line.slice(type.length + 1)}" is new`)];
    faults.push(`${type} is no longer what was written (${changes.join('; ')}): restore it and add the next version beside it, or ${UNRELEASED}.`);
  }
  for (const type of locked.keys()) faults.push(`${type} was written once and is no longer defined: put its definition back into the registry.`);
  return faults;
}

const typeOfLine = (line: string): string => line.slice(0, line.indexOf(' '));
const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The folder event-schemas of a working copy, and the definitions that it holds. */
export class SchemaLock {
  private readonly definitionsFile: string;
  private readonly digestsFile: string;

  constructor(
    private readonly folder: string = path.resolve(__dirname, '../../event-schemas'),
    private readonly definitions: readonly EventDefinition[] = allDefinitions,
  ) {
    this.definitionsFile = path.join(folder, 'definitions.lock');
    this.digestsFile = path.join(folder, 'samples.sha256');
  }

  /** Every fault as one sentence that says what to do. */
  faults(): readonly string[] {
    return [...definitionFaults(this.definitions, this.lockedLines()), ...this.missingSamples(), ...this.digestFaults()];
  }

  /** Writes what new versions lack; names the files written. What exists stays untouched. */
  complete(): readonly string[] {
    const written = this.definitions.flatMap((definition) =>
      this.samplesOf(definition, '.json').flatMap((opened) => {
        const file = opened.replace(/\.json$/, '.stored');
        if (existsSync(this.inFolder(file))) return [];
        const sample = JSON.parse(readFileSync(this.inFolder(opened), 'utf8')) as OpenedSample;
        writeFileSync(this.inFolder(file), sealedSample(definition, sample), { flag: 'wx' });
        return [file];
      }),
    );
    const locked = new Set(this.lockedLines().map(typeOfLine));
    const fresh = this.definitions.filter(({ storedType }) => !locked.has(storedType));
    if (fresh.length > 0) this.append(this.definitionsFile, fresh.flatMap(linesOf));
    const known = this.digests();
    const lines = this.allSamples().flatMap((file) => (known.has(file) ? [] : [`${digestOf(readFileSync(this.inFolder(file)))}  ${file}`]));
    if (lines.length > 0) this.append(this.digestsFile, lines);
    return written;
  }

  /** `.stored` samples of one version, relative to the folder. */
  samplesOf(definition: EventDefinition, ending: '.json' | '.stored'): readonly string[] {
    const folder = path.posix.join('src', sampleFolderOf(definition));
    if (!existsSync(this.inFolder(folder))) return [];
    const names = readdirSync(this.inFolder(folder)).filter((name) => name.endsWith(ending));
    return names.sort().map((name) => path.posix.join(folder, name));
  }

  private missingSamples(): readonly string[] {
    return this.definitions.flatMap((definition) => {
      const opened = this.samplesOf(definition, '.json');
      if (opened.length === 0) return [`${definition.storedType} has no sample: write one into event-schemas/src/${sampleFolderOf(definition)}.`];
      const missing = opened.map((file) => file.replace(/\.json$/, '.stored')).filter((file) => !existsSync(this.inFolder(file)));
      return missing.map((file) => `event-schemas/${file} is missing: run npm run schemas:samples.`);
    });
  }

  private digestFaults(): readonly string[] {
    const known = this.digests();
    const present = this.allSamples();
    const faults = present.flatMap((file) => {
      const digest = known.get(file);
      if (digest === undefined) return [`event-schemas/${file} is not in samples.sha256: run npm run schemas:samples.`];
      if (digest === digestOf(readFileSync(this.inFolder(file)))) return [];
      return [`event-schemas/${file} was edited, and samples never are: restore it, or ${UNRELEASED}.`];
    });
    const gone = [...known.keys()].filter((file) => !present.includes(file));
    return [...faults, ...gone.map((file) => `event-schemas/${file} is gone, and samples are kept for ever: restore it, or ${UNRELEASED}.`)];
  }

  private allSamples(): readonly string[] {
    return this.definitions.flatMap((definition) => [...this.samplesOf(definition, '.json'), ...this.samplesOf(definition, '.stored')]);
  }

  private digests(): ReadonlyMap<string, string> {
    return new Map(linesIn(this.digestsFile).map((line) => [line.slice(66), line.slice(0, 64)]));
  }

  private lockedLines(): readonly string[] {
    return linesIn(this.definitionsFile);
  }

  private append(file: string, lines: readonly string[]): void {
    writeFileSync(file, `${[...linesIn(file), ...lines].join('\n')}\n`);
  }

  private inFolder(file: string): string {
    return path.join(this.folder, file);
  }
}

const linesIn = (file: string): readonly string[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
