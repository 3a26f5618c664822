/** @jest-environment node */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const extension = path.resolve(__dirname, '../../..');
const languages = readdirSync(path.join(extension, '_locales'));
const catalogue = (language: string): Record<string, { message: string }> =>
  JSON.parse(readFileSync(path.join(extension, '_locales', language, 'messages.json'), 'utf8'));
const sources = readdirSync(path.join(extension, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(path.join(extension, 'src', file), 'utf8'))
  .concat(readFileSync(path.join(extension, 'manifest.json'), 'utf8'))
  .join('\n');
const keys = Object.keys(catalogue('en'));

describe('the texts', () => {
  it('are all used', () => {
    const unused = keys.filter((key) => !sources.includes(`'${key.replace(/_(one|other)$/u, '')}'`) && !sources.includes(`__MSG_${key}__`));
    expect(unused).toEqual([]);
    expect(keys.length).toBeGreaterThan(100);
  });

  it('exist for everything that the manifest names', () => {
    const named = [...readFileSync(path.join(extension, 'manifest.json'), 'utf8').matchAll(/__MSG_(\w+)__/gu)].map(([, key]) => key);
    expect(named.filter((key) => key === undefined || !keys.includes(key))).toEqual([]);
    expect(named).toHaveLength(3);
  });

  it('have the same keys in every language, and both forms of every count', () => {
    for (const language of languages) expect(Object.keys(catalogue(language)).sort()).toEqual([...keys].sort());
    const bases = (form: string): string[] => keys.filter((key) => key.endsWith(form)).map((key) => key.slice(0, -form.length));
    expect(bases('_one')).toEqual(bases('_other'));
  });

  it('stand nowhere but in the catalogue', () => {
    const views = readdirSync(path.join(extension, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => /-views?\.ts$|parts\.ts$/u.test(file));
    const written = views.flatMap((file) =>
      [...readFileSync(path.join(extension, 'src', file), 'utf8').matchAll(/(['`])([A-Z][a-z]+ [^'`]*)\1/gu)].map(([, , words]) => `${file}: ${words ?? ''}`),
    );
    expect(views.length).toBeGreaterThan(5);
    expect(written).toEqual([]);
  });
});
