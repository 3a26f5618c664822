import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clear, pii, type EventDefinition } from '../../event-schemas/src/envelope/definition';
import { integer, text } from '../../event-schemas/src/envelope/kind';
import { definitions } from '../../event-schemas/src/registry';
import { definitionFaults, linesOf, SchemaLock } from './schema-lock';
import { openedSampleOf, storedEventOf, type OpenedSample } from './stored-samples';

const folder = path.resolve(__dirname, '../../event-schemas');
const lock = new SchemaLock(folder);
const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');

const stored = definitions.flatMap((definition) => lock.samplesOf(definition, '.stored').map((file) => [file, definition] as const));
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return value.length > 3 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

describe('the schemas of this repository', () => {
  it('are what was written, with a sample as exact bytes for every version', () => {
    expect(lock.faults()).toEqual([]);
  });

  it.each(stored)('%s opens to its opened sample', (file, definition) => {
    const opened = JSON.parse(read(file.replace(/\.stored$/, '.json'))) as OpenedSample;
    const content = read(file);
    expect(openedSampleOf(content)).toEqual(opened);
    const event = storedEventOf(content);
    expect([event.storedType, Object.keys(event.data), JSON.stringify(event.data['c'])]).toEqual([
      definition.storedType,
      ['v', 'c', 'b', 'z'],
      JSON.stringify(opened.clear),
    ]);
    for (const value of textsIn(opened.personal)) expect(content).not.toContain(value);
  });

  it('do not open when a byte of the sealed part is another', () => {
    const content = read('src/account/account-created/samples/v1/plain.stored');
    expect(() => openedSampleOf(content.replace(/"x":"(.)/, (_found, first: string) => `"x":"${first === 'A' ? 'B' : 'A'}`))).toThrow(/does not open/);
    expect(() => openedSampleOf('{}')).toThrow(/no stored sample/);
  });
});

describe('a version that was written', () => {
  const [written] = definitions.filter(({ name }) => name === 'ImportPageOpened');
  if (written === undefined) throw new Error('ImportPageOpened is gone.');
  const locked = linesOf(written);
  const { claimed, ...others } = written.fields;
  const faultsOf = (change: Partial<EventDefinition>): readonly string[] => definitionFaults([{ ...written, ...change }], locked);

  it('has no fault while it stays the same', () => {
    expect([claimed?.tag, faultsOf({}), faultsOf({ meaning: 'Other words.' })]).toEqual(['clear', [], []]);
  });

  it.each<[string, Partial<EventDefinition>, RegExp]>([
    ['loses a field', { fields: others }, /ImportPageOpened\.v1 is no longer .*field claimed.* is gone/],
    ['gains a field', { fields: { ...written.fields, note: pii('workspace', 'free-text', text(9)) } }, /field note.* is new/],
    ['renames a field', { fields: { ...others, taken: clear(integer(0, 500)) } }, /field claimed.* is gone; .*field taken.* is new/],
    ['changes a kind', { fields: { ...others, claimed: clear(integer(0, 50)) } }, /from 0 to 500" is gone; .*from 0 to 50" is new/],
    ['seals a field that stood clear', { fields: { ...others, claimed: pii('workspace', 'free-text', integer(0, 500)) } }, /pii\(workspace/],
    ['takes its key from elsewhere', { subjects: { workspace: 'workspace' } }, /key of workspace: workspace" is new/],
    ['moves to another category', { category: 'lead' }, /category import" is gone/],
  ])('is reported when it %s', (_what, change, sentence) => {
    expect(faultsOf(change)).toEqual([expect.stringMatching(sentence)]);
  });

  it('is reported when nobody defines it any more, and one that is new when nobody locked it', () => {
    expect(definitionFaults([], locked)).toEqual([expect.stringMatching(/ImportPageOpened\.v1 was written once/)]);
    expect(definitionFaults([written], [])).toEqual([expect.stringMatching(/not in definitions\.lock: run npm run schemas:samples/)]);
  });
});

describe('completing the lock', () => {
  let copy = '';
  const inCopy = (file: string): string => path.join(copy, file);
  const sample = 'src/import/import-started/samples/v1/plain.stored';

  beforeEach(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'leadgen-schemas-'));
    cpSync(folder, copy, { recursive: true });
  });
  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  it('changes nothing where nothing is missing', () => {
    expect(new SchemaLock(copy).complete()).toEqual([]);
    for (const file of ['definitions.lock', 'samples.sha256', sample]) expect(readFileSync(inCopy(file), 'utf8')).toBe(read(file));
  });

  it('writes what a new version lacks, under fresh nonces, and it opens', () => {
    const without = (file: string, word: string): void =>
      writeFileSync(
        inCopy(file),
        read(file)
          .split('\n')
          .filter((line) => !line.includes(word))
          .join('\n'),
      );
    without('definitions.lock', 'ImportStarted.v1');
    without('samples.sha256', 'import-started');
    rmSync(inCopy(sample));
    expect(new SchemaLock(copy).faults()).toEqual([
      expect.stringMatching(/ImportStarted\.v1 is not in definitions\.lock/),
      expect.stringMatching(/plain\.stored is missing/),
      expect.stringMatching(/plain\.json is not in samples\.sha256/),
    ]);
    expect(new SchemaLock(copy).complete()).toEqual([sample]);
    expect(new SchemaLock(copy).faults()).toEqual([]);
    const content = readFileSync(inCopy(sample), 'utf8');
    expect(content).not.toBe(read(sample));
    expect(openedSampleOf(content)).toEqual(openedSampleOf(read(sample)));
  });

  it('leaves an edited or a lost sample to be reported', () => {
    appendFileSync(inCopy(sample), ' ');
    rmSync(inCopy('src/lead/lead-recorded/samples/v1/plain.json'));
    new SchemaLock(copy).complete();
    expect(new SchemaLock(copy).faults()).toEqual([
      expect.stringMatching(/LeadRecorded\.v1 has no sample/),
      expect.stringMatching(/import-started.*plain\.stored was edited/),
      expect.stringMatching(/lead-recorded.*plain\.json is gone/),
    ]);
  });
});
