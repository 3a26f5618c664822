// `npm run secrets -- list | rotate <which>`
import { reasonOf } from '../start-failure';
import { listSecrets, rotateSecret } from './secrets';

const [what, which, ...rest] = process.argv.slice(2);
const given = process.env['LEADGEN_DATA_DIR'];
const dataDir = given === undefined || given === '' ? '.leadgen' : given;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

try {
  if (what === 'list' && which === undefined) list();
  else if (what === 'rotate' && which !== undefined && rest.length === 0) say(rotateSecret(dataDir, which));
  else fail('Say what to do: npm run secrets -- list, or rotate <which>.', 2);
} catch (error) {
  fail(reasonOf(error), 1);
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
