import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const app = path.resolve(__dirname, '..');
const sources = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(?:html|ts)$/.test(file) && !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(path.join(app, file), 'utf8'));
const fields = sources.flatMap((text) => text.match(/<(?:input|lg-[\w-]*field)\b[^>]*>/g) ?? []);
const isForPasswords = (field: string): boolean => /autocomplete\]?="[^"]*(?:current|new)-password/.test(field);
const isMasked = (field: string): boolean => /\btype="password"|\[type\]="[^"]*'password'/.test(field);

describe('fields for passwords', () => {
  it('are masked, each of them', () => {
    expect(fields.filter((field) => isForPasswords(field) && !isMasked(field))).toEqual([]);
    expect(fields.filter(isForPasswords).length).toBeGreaterThan(4);
  });

  it('tell password managers which password belongs there, and let anybody paste', () => {
    expect(fields.filter((field) => isMasked(field) && !isForPasswords(field))).toEqual([]);
    expect(sources.filter((text) => /\(paste\)|onpaste|'paste'/.test(text))).toEqual([]);
  });
});
