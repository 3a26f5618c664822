/** `npm run schemas:check` and `npm run schemas:samples`: what was written once stays readable, and stays what it was. */
import { SchemaLock } from './schema-lock';

const lock = new SchemaLock();
const written = process.argv[2] === 'samples' ? lock.complete() : [];
for (const file of written) console.log(`wrote event-schemas/${file}`);
const faults = lock.faults();
for (const fault of faults) console.error(fault);
if (faults.length === 0) console.log('Every event version is what it was when it was first written.');
process.exitCode = faults.length === 0 ? 0 : 1;
