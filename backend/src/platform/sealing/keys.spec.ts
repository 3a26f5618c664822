import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countedId } from '../testing/counting-ids';
import { FileKeyProvider } from './file-key-provider';
import { KeyDoesNotUnwrap, type KeyToWrap } from './key-provider';
import { LookupTokens } from './lookup-tokens';
import { secretFile } from './secret-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadgen-keys-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const owner: KeyToWrap = { scope: countedId(1), role: 'lead', subjectId: countedId(2), keyId: countedId(3) };
const key = Buffer.alloc(32, 5);

describe('the file key provider', () => {
  it('keeps its epoch key in a file that only its owner reads', () => {
    new FileKeyProvider(join(folder, 'keys'));
    expect(statSync(join(folder, 'keys/epoch-1.key')).mode & 0o777).toBe(0o600);
  });

  it('unwraps after a restart what it wrapped, and shows nothing of the key', async () => {
    const wrapped = await new FileKeyProvider(folder).wrap([owner], [key]);
    expect(wrapped[0]?.bytes.includes(key.subarray(0, 8))).toBe(false);
    expect(await new FileKeyProvider(folder).unwrap([owner], wrapped)).toEqual([key]);
  });

  it.each<[string, Partial<KeyToWrap>]>([
    ['scope', { scope: countedId(9) }],
    ['role', { role: 'case' }],
    ['subject', { subjectId: countedId(9) }],
    ['key id', { keyId: countedId(9) }],
  ])('does not unwrap a key as that of another %s', async (_part, other) => {
    const provider = new FileKeyProvider(folder);
    const wrapped = await provider.wrap([owner], [key]);
    await expect(provider.unwrap([{ ...owner, ...other }], wrapped)).rejects.toThrow(KeyDoesNotUnwrap);
  });

  it('wraps under the newest epoch and still unwraps the older one, until its file is gone', async () => {
    const old = await new FileKeyProvider(folder).wrap([owner], [key]);
    secretFile(join(folder, 'epoch-2.key'));
    const provider = new FileKeyProvider(folder);
    expect((await provider.wrap([owner], [key]))[0]?.epoch).toBe('2');
    expect(await provider.unwrap([owner], old)).toEqual([key]);
    rmSync(join(folder, 'epoch-1.key'));
    await expect(new FileKeyProvider(folder).unwrap([owner], old)).rejects.toThrow(KeyDoesNotUnwrap);
  });
});

describe('a secret file', () => {
  it('is made once and read ever after', () => {
    const path = join(folder, 'a.key');
    const secret = secretFile(path);
    expect(secret).toHaveLength(32);
    expect(secretFile(path)).toEqual(secret);
    expect(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url')).toEqual(secret);
  });

  it('is refused when damaged, naming the file', () => {
    const path = join(folder, 'a.key');
    writeFileSync(path, 'short');
    expect(() => secretFile(path)).toThrow(path);
  });
});

describe('lookup tokens', () => {
  const tokens = new LookupTokens(Buffer.alloc(32, 1));

  it('finds the same value again, under the version of the secret', () => {
    const token = tokens.token({ workspaceId: countedId(1) }, 'sn-lead', 'ACwAAA');
    expect(token).toMatch(/^1\.[A-Za-z0-9_-]{43}$/);
    expect(new LookupTokens(Buffer.alloc(32, 1)).token({ workspaceId: countedId(1) }, 'sn-lead', 'ACwAAA')).toBe(token);
  });

  it('gives another token for another workspace, type, value or secret', () => {
    const all = [
      tokens.token({ workspaceId: countedId(1) }, 'sn-lead', 'ACwAAA'),
      tokens.token({ workspaceId: countedId(2) }, 'sn-lead', 'ACwAAA'),
      tokens.token('installation', 'sn-lead', 'ACwAAA'),
      tokens.token({ workspaceId: countedId(1) }, 'li-slug', 'ACwAAA'),
      tokens.token({ workspaceId: countedId(1) }, 'sn-lead', 'acwaaa'),
      new LookupTokens(Buffer.alloc(32, 2)).token({ workspaceId: countedId(1) }, 'sn-lead', 'ACwAAA'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});
