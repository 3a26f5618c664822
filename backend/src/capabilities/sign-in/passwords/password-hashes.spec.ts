import { PASSWORD_COST } from '../sign-in-options';
import { PasswordHashes } from './password-hashes';

const hashes = new PasswordHashes(4);

describe('PasswordHashes', () => {
  it('recognises the password and no other', async () => {
    const stored = await hashes.hash('correct horse battery');
    expect(stored).toMatch(/^scrypt\$4\$[\w-]{22}\$[\w-]{43}$/);
    expect([await hashes.verify('correct horse battery', stored), await hashes.verify('correct horse batterY', stored)]).toEqual([true, false]);
  });

  it('never stores one password the same way twice', async () => {
    expect(await hashes.hash('correct horse battery')).not.toBe(await hashes.hash('correct horse battery'));
  });

  it('recognises a password whatever way its letters are put together', async () => {
    expect(await hashes.verify('pa\u0073\u0301swort lang', await hashes.hash('pa\u015bswort lang'))).toBe(true);
  });

  it('verifies a hash made at another cost', async () => {
    expect(await new PasswordHashes(5).verify('correct horse battery', await hashes.hash('correct horse battery'))).toBe(true);
  });

  it('lets nobody in where there is no account', async () => {
    expect(await hashes.verify('', null)).toBe(false);
  });

  it('gets through a crowd', async () => {
    const stored = await hashes.hash('correct horse battery');
    const crowd = await Promise.all(Array.from({ length: 20 }, (_, index) => hashes.verify(index % 2 === 0 ? 'correct horse battery' : 'wrong', stored)));
    expect(crowd.filter((good) => good)).toHaveLength(10);
  });

  it('costs in production what OWASP asks', async () => {
    expect(PASSWORD_COST).toBe(17);
    const begun = performance.now();
    await new PasswordHashes().verify('anything', null);
    expect(performance.now() - begun).toBeGreaterThan(50);
  });
});
