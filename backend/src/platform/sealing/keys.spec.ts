import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countedId } from '../testing/counting-ids';
import { FileKeyProvider } from './file-key-provider';
import { KeyDoesNotUnwrap, type KeyToWrap } from './key-provider';
import { keySeries, keysOf, olderWithin } from './key-series';
import { LookupTokens, lookupTokens } from './lookup-tokens';
import { secretFile } from './secret-file';
import { ValueBox } from './value-box';

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

describe('a series of key files', () => {
  it('begins with number 1 and has the newest first', () => {
    expect(keySeries(folder, 'any').map(({ number }) => number)).toEqual([1]);
    for (const number of [2, 10]) secretFile(join(folder, `any-${String(number)}.key`));
    secretFile(join(folder, 'any-other-3.key'));
    expect(keySeries(folder, 'any').map(({ number }) => number)).toEqual([10, 2, 1]);
    expect(keysOf(folder, 'any')[2]).toEqual(secretFile(join(folder, 'any-1.key')));
  });

  it('goes on after the one file without a number that a use had before it had several', () => {
    const first = secretFile(join(folder, 'any.key'));
    expect(keysOf(folder, 'any')).toEqual([first]);
    const next = secretFile(join(folder, 'any-1.key'));
    expect(keysOf(folder, 'any')).toEqual([next, first]);
  });

  it('knows which older ones were the newest within a time', () => {
    const now = new Date('2026-01-20T00:00:00.000Z');
    for (const [number, day] of [
      [1, 1],
      [2, 10],
      [3, 15],
    ]) {
      const path = join(folder, `any-${String(number)}.key`);
      secretFile(path);
      utimesSync(path, now, new Date(Date.UTC(2026, 0, day)));
    }
    const within = (days: number): number[] => olderWithin(keySeries(folder, 'any'), days * 86_400_000, now).map(({ number }) => number);
    expect([within(5), within(6), within(11)]).toEqual([[], [2], [2, 1]]);
  });
});

describe('a value box', () => {
  const [older, newer] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const value = Buffer.from('a value');

  it('opens what any of its keys has sealed, for its owner and its format only', () => {
    const sealed = new ValueBox([older], 'one').seal('owner', value);
    expect(new ValueBox([newer, older], 'one').open('owner', sealed)).toEqual(value);
    expect(() => new ValueBox([newer], 'one').open('owner', sealed)).toThrow();
    expect(() => new ValueBox([older], 'one').open('another', sealed)).toThrow();
    expect(() => new ValueBox([older], 'two').open('owner', sealed)).toThrow();
  });

  it('seals anew under the newest key, once', () => {
    const both = new ValueBox([newer, older], 'one');
    const resealed = both.resealed('owner', new ValueBox([older], 'one').seal('owner', value));
    expect(new ValueBox([newer], 'one').open('owner', String(resealed))).toEqual(value);
    expect(both.resealed('owner', String(resealed))).toBeNull();
  });
});

describe('lookup tokens', () => {
  const tokens = new LookupTokens(Buffer.alloc(32, 1));

  it('finds the same value again, under the version of the secret', () => {
    const token = tokens.token({ workspaceId: countedId(1) }, 'sn-lead', 'ACwAAA');
    expect(token).toMatch(/^1\.[A-Za-z0-9_-]{43}$/);
    expect(new LookupTokens(Buffer.alloc(32, 1)).token({ workspaceId: countedId(1) }, 'sn-lead', 'ACwAAA')).toBe(token);
  });

  it('brings a token of any older secret up to the newest, without the value', () => {
    const [one, two, three] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3)];
    const newest = new LookupTokens(one, two, three);
    const token = newest.token('installation', 'sn-lead', 'ACwAAA');
    expect(token).toMatch(/^3\./);
    const older = [tokens, new LookupTokens(one, two), newest].map((each) => each.token('installation', 'sn-lead', 'ACwAAA'));
    expect(older.map((each) => newest.renewed(each))).toEqual([token, token, token]);
    expect(new LookupTokens(one, Buffer.alloc(32, 9), three).token('installation', 'sn-lead', 'ACwAAA')).not.toBe(token);
  });

  it('are refused when a key file is missing, because none of them is dispensable', () => {
    for (const number of [1, 2, 3]) secretFile(join(folder, `lookup-${String(number)}.key`));
    expect(lookupTokens(folder).version).toBe(3);
    rmSync(join(folder, 'lookup-1.key'));
    expect(() => lookupTokens(folder)).toThrow('The key file lookup-1.key is missing');
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
