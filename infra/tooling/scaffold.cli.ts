/** `npm run new:event -- <category> <Name> <owning capability>` and `npm run new:capability -- <name>`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newCapability, newEvent, ScaffoldRefused } from './scaffold';

const root = path.resolve(__dirname, '../..');
const read = (file: string): string | null => (existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), 'utf8') : null);
const [what, first, second, third] = process.argv.slice(2);

function run(): string {
  if (what === 'event' && first !== undefined && second !== undefined && third !== undefined) {
    write(newEvent(first, second, third, read));
    return 'Write its meaning, fields and sample, then run npm run format, schemas:samples and docs:catalogue.';
  }
  if (what === 'capability' && first !== undefined) {
    write(newCapability(first, read));
    return `Still to write: infra/e2e/${first}.e2e-spec.ts and dashboard/src/app/${first}; npm run test:unit asks for them until they exist.`;
  }
  throw new ScaffoldRefused('Say npm run new:event -- <category> <Name> <owning capability>, or npm run new:capability -- <name>.');
}

function write(files: ReadonlyMap<string, string>): void {
  for (const [file, content] of files) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
    console.log(`wrote ${file}`);
  }
}

try {
  console.log(run());
} catch (error) {
  if (!(error instanceof ScaffoldRefused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
