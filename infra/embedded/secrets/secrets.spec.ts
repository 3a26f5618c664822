import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretFile } from '../../../backend/src/platform/sealing/secret-file';
import { lockFolder } from '../data-folder/folder-lock';
import { passwordsOf, settlePasswords } from '../mongod/mongod-users';
import { listSecrets, rotateSecret } from './secrets';

describe('the secrets of an installation', () => {
  let data = '';
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'leadgen-secrets-'));
    for (const name of ['access-tokens-1', 'epoch-1', 'refresh-tokens', 'lookup-1']) secretFile(join(data, 'keys', `${name}.key`));
    mkdirSync(join(data, 'mongodb'));
    passwordsOf(passwords(), false);
  });
  afterEach(() => rmSync(data, { recursive: true }));

  const passwords = (): string => join(data, 'mongodb', 'mongod-passwords.json');
  const keyOf = (name: string): string => readFileSync(join(data, 'keys', name), 'utf8');

  it('are listed without their values, and what others can read is marked', () => {
    writeFileSync(join(data, 'keys', 'strange.key'), 'x', { mode: 0o600 });
    chmodSync(join(data, 'keys', 'lookup-1.key'), 0o644);
    expect(listSecrets(data).map(({ name, file, rotatable, guarded }) => [name, file, rotatable, guarded])).toEqual([
      ['access-tokens', 'keys/access-tokens-1.key', true, true],
      ['wrapping', 'keys/epoch-1.key', true, true],
      ['lookup', 'keys/lookup-1.key', true, false],
      ['refresh-tokens', 'keys/refresh-tokens.key', true, true],
      ['unknown', 'keys/strange.key', false, true],
      ['mongodb-passwords', 'mongodb/mongod-passwords.json', true, true],
    ]);
  });

  const rotate = (name: string): Promise<string> => rotateSecret(data, name, {});

  it('go on in the next file: of the keys for access tokens one before stays, of those for repeated requests what was the newest within seven days', async () => {
    secretFile(join(data, 'keys', 'idempotency-1.key'));
    secretFile(join(data, 'keys', 'idempotency-2.key'));
    utimesSync(join(data, 'keys', 'idempotency-2.key'), new Date(), new Date(Date.now() - 8 * 86_400_000));
    for (const name of ['access-tokens', 'access-tokens', 'idempotency', 'idempotency']) await rotate(name);
    expect(readdirSync(join(data, 'keys')).sort()).toEqual([
      'access-tokens-2.key',
      'access-tokens-3.key',
      'epoch-1.key',
      'idempotency-2.key',
      'idempotency-3.key',
      'idempotency-4.key',
      'lookup-1.key',
      'refresh-tokens.key',
    ]);
  });

  it('are replaced by another one that only the owner can read', async () => {
    const before = keyOf('refresh-tokens.key');
    expect(await rotate('refresh-tokens')).toContain('every session is over');
    expect(keyOf('refresh-tokens.key')).not.toBe(before);
    expect(listSecrets(data).every(({ guarded }) => guarded)).toBe(true);
  });

  it('remember the password that MongoDB still has until it has taken the new one', async () => {
    const first = passwordsOf(passwords(), true);
    await rotate('mongodb-passwords');
    await rotate('mongodb-passwords');
    const rotated = passwordsOf(passwords(), true);
    expect(rotated.rootBefore).toBe(first.root);
    expect(new Set([...Object.values(first), ...Object.values(rotated)]).size).toBe(9);
    settlePasswords(passwords(), rotated);
    expect(passwordsOf(passwords(), true)).toEqual({ ...rotated, rootBefore: null });
  });

  it('are not touched while LeadGen runs, nor without the vault that hangs on them', async () => {
    const lock = lockFolder(data);
    await expect(rotate('refresh-tokens')).rejects.toThrow('is in use by the running LeadGen');
    lock.release();
    await expect(rotate('set-up-token')).rejects.toThrow('set-up-token cannot be rotated: good for one use, gone after it');
    await expect(rotate('all')).rejects.toThrow('wrapping, lookup, idempotency, mail, second-factors, mongodb-passwords.');
    rmSync(join(data, 'mongodb'), { recursive: true });
    await expect(rotate('wrapping')).rejects.toThrow(`The vault is not in ${data}; set VAULT_MONGODB_URL to its address.`);
    expect(readdirSync(join(data, 'keys'))).not.toContain('epoch-2.key');
  });
});
