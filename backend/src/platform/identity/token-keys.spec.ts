import { createSign, createVerify, type KeyObject } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretFile } from '../sealing/secret-file';
import { TokenKeys } from './token-keys';

const shown = (key: KeyObject | null) => key?.export({ format: 'jwk' });

describe('TokenKeys', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leadgen-keys-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes one key that only its owner can read, and finds it again', () => {
    const made = new TokenKeys(folder).signing();
    expect(shown(new TokenKeys(folder).signing().publicKey)).toEqual(shown(made.publicKey));
    expect(readdirSync(folder)).toEqual(['access-tokens-1.key']);
    expect(statSync(join(folder, 'access-tokens-1.key')).mode & 0o777).toBe(0o600);
  });

  it('signs what its public key verifies', () => {
    const { kid, privateKey, publicKey } = new TokenKeys(folder).signing();
    const signature = createSign('sha256').update('text').sign(privateKey);
    expect([kid, createVerify('sha256').update('text').verify(publicKey, signature)]).toEqual(['1', true]);
  });

  it('signs with the newest key and still verifies with the older ones', () => {
    const old = new TokenKeys(folder).signing();
    secretFile(join(folder, 'access-tokens-10.key'));
    const keys = new TokenKeys(folder);
    expect([keys.signing().kid, shown(keys.verifying('1')), keys.verifying('2')]).toEqual(['10', shown(old.publicKey), null]);
  });
});
