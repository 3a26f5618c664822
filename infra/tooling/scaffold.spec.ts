import { existsSync, mkdirSync, mkdtempSync, readFileSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SchemaLock } from './schema-lock';
import { newCapability, newEvent, ScaffoldRefused, type Files } from './scaffold';

const root = path.resolve(__dirname, '../..');
let copy = '';
const read = (file: string): string | null => (existsSync(path.join(copy, file)) ? readFileSync(path.join(copy, file), 'utf8') : null);
const write = (files: Files): void => {
  for (const [file, content] of files) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    writeFileSync(path.join(copy, file), content);
  }
};

beforeEach(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'leadgen-scaffold-'));
  for (const part of ['event-schemas', 'backend/src/app']) cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
});
afterEach(() => rmSync(copy, { recursive: true, force: true }));

describe('a new event', () => {
  it.each([
    ['lead', 'LeadPraised', 'maintain-leads'],
    ['praise', 'PraiseGiven', 'praise-leads'],
  ])('of category %s is in the registry and in the union, and can be locked', async (category, name, owner) => {
    write(newEvent(category, name, owner, read));
    const { definitions } = (await import(path.join(copy, 'event-schemas/src/registry.ts'))) as typeof import('../../event-schemas/src/registry');
    const added = definitions.at(-1);
    expect([added?.storedType, added?.category, added?.owner]).toEqual([`${name}.v1`, category, owner]);
    expect(read(`event-schemas/src/${category}/events.ts`)).toMatch(new RegExp(`typeof ${name.charAt(0).toLowerCase()}${name.slice(1)}V1;`));
    const lock = new SchemaLock(path.join(copy, 'event-schemas'), definitions);
    expect(lock.faults()).toHaveLength(3);
  });

  it('is refused under a name that is taken or does not say what happened', () => {
    expect(() => newEvent('lead', 'LeadRecorded', 'maintain-leads', read)).toThrow(/LeadRecorded exists/);
    expect(() => newEvent('lead', 'praised', 'maintain-leads', read)).toThrow(ScaffoldRefused);
    expect(() => newEvent('Lead', 'LeadPraised', 'maintain-leads', read)).toThrow(ScaffoldRefused);
  });
});

describe('a new capability', () => {
  it('has a story, a public surface, a module and its line on the one screen', () => {
    const files = newCapability('praise-leads', read);
    write(files);
    const folder = 'backend/src/capabilities/praise-leads';
    expect([...files.keys()]).toEqual([`${folder}/README.md`, `${folder}/index.ts`, `${folder}/praise-leads.module.ts`, 'backend/src/app/capabilities.ts']);
    const screen = read('backend/src/app/capabilities.ts');
    expect(screen).toContain("import { PraiseLeadsModule } from '../capabilities/praise-leads/praise-leads.module';");
    expect(screen).toContain('\n  PraiseLeadsModule,\n];');
  });

  it('is refused under a name that is taken or is no verb with an object', () => {
    write(newCapability('praise-leads', read));
    expect(() => newCapability('praise-leads', read)).toThrow(/exists/);
    expect(() => newCapability('leads', read)).toThrow(/verb and object/);
  });
});
