import { readdirSync, readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { brokenRules } from './envelope/kind';
import { metadataShape } from './envelope/metadata';
import { currentDefinition, definitionOfStoredType, definitions, storedTypesOf } from './registry';
import { sampleFolderOf, shapeOf } from './samples';

const read = (file: string): Record<string, unknown> => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

describe('every event ever written', () => {
  it.each(definitions.map((definition) => [definition.storedType, definition] as const))('%s is readable from its samples', (_type, definition) => {
    const folder = path.join(__dirname, sampleFolderOf(definition));
    const samples = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
    expect(samples).not.toHaveLength(0);
    for (const file of samples) {
      const sample = read(path.join(folder, file));
      expect(sample['type']).toBe(definition.storedType);
      expect(brokenRules(shapeOf(definition, 'clear'), sample['clear'])).toEqual([]);
      for (const [role, fields] of Object.entries(sample['personal'] as Record<string, unknown>))
        expect(brokenRules(shapeOf(definition, role), fields)).toEqual([]);
      expect(brokenRules(metadataShape, sample['metadata'])).toEqual([]);
    }
  });

  it('has one owner, a meaning, and a stored type that ends in its version', () => {
    for (const definition of definitions) {
      expect(definition.storedType).toBe(`${definition.name}.v${definition.version}`);
      expect(definition.meaning).toMatch(/^[A-Z].*\.$/);
      expect(new Set(definitions.filter(({ category }) => category === definition.category).map(({ owner }) => owner)).size).toBe(1);
    }
    expect(new Set(definitions.map(({ storedType }) => storedType)).size).toBe(definitions.length);
  });

  it('names the source of the id of every subject that seals a field of it', () => {
    for (const definition of definitions) {
      const roles = Object.values(definition.fields).flatMap((field) => (field.tag === 'pii' ? [field.subject] : []));
      for (const role of roles) expect(definition.subjects[role]).toBeDefined();
      for (const source of Object.values(definition.subjects))
        if (source.startsWith('clear:')) expect(definition.fields).toHaveProperty(source.slice('clear:'.length));
    }
  });
});

describe('the two doors', () => {
  it('writing knows the newest version of a name only', () => {
    expect(currentDefinition('LeadRecorded').storedType).toBe('LeadRecorded.v1');
    expect(() => currentDefinition('LeadUpdated')).toThrow('LeadUpdated');
  });

  it('reading knows every version and nothing foreign', () => {
    expect(definitionOfStoredType('LeadRecorded.v1')?.name).toBe('LeadRecorded');
    expect(definitionOfStoredType('LeadRecorded.v99')).toBeUndefined();
    expect(storedTypesOf(['LeadRecorded', 'LeadSeenAgain'])).toEqual(['LeadRecorded.v1', 'LeadSeenAgain.v1']);
  });
});
