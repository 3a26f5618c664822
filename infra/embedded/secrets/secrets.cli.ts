// `npm run secrets -- list | rotate <which>`
import 'reflect-metadata';
import { MongoError } from 'mongodb';
import { reasonOf } from '../start-failure';
import { listSecrets, rotateSecret } from './secrets';

const [what, which, ...rest] = process.argv.slice(2);
const given = process.env['LEADGEN_DATA_DIR'];
const dataDir = given === undefined || given === '' ? '.leadgen' : given;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

run().catch((error: unknown) => {
  // Messages of the driver may hold values.
  fail(error instanceof MongoError ? 'The vault cannot be used; check its address and its disk, then rotate again.' : reasonOf(error), 1);
});

async function run(): Promise<void> {
  if (what === 'list' && which === undefined) list();
  else if (what === 'rotate' && which !== undefined && rest.length === 0) say(await rotateSecret(dataDir, which, process.env));
  else fail('Say what to do: npm run secrets -- list, or rotate <which>.', 2);
}

function list(): void {
  const secrets = listSecrets(dataDir);
  for (const { name, file, rotatable, remark, guarded } of secrets) {
    say(`${name}  ${file}  ${rotatable ? 'can be rotated' : 'cannot be rotated'}: ${remark}${guarded ? '' : '  OPEN TO OTHERS'}`);
  }
  const open = secrets.filter(({ guarded }) => !guarded).map(({ file }) => file);
  if (open.length > 0)
    fail(`Others on this machine can read ${open.join(', ')}; take that right from them with chmod 600, and rotate what they may have read.`, 1);
}

function fail(sentence: string, code: number): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = code;
}
