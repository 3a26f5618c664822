import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freshRecoveryCode } from '../../backend/src/capabilities/sign-in/secrets/recovery-codes';
import { kindsIn, scanLogs } from './log-scan';

const secret = 'q7Jd0mXb3uS9fLhTzR1vKcW5yPaEgN8oDiB2tUxV4wA';

describe('a search through logs', () => {
  it.each([
    ['the name of somebody', '{"level":"warn","msg":"no account for Ada Lovelace"}'],
    ['the name of somebody', '{"msg":"kept","lead":"Amara"}'],
    ['a password', 'could not sign in with correct horse battery staple'],
    ['a password hash', 'scrypt$17$AAAA$BBBB'],
    ['a mail address', '{"to":"somebody@example.org"}'],
    ['an address with a password', '{"url":"mongodb://leadgen:hunter2@127.0.0.1:27017"}'],
    ['a profile on LinkedIn', 'https://www.linkedin.com/in/somebody'],
    ['an access token', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl'],
    ['an API key', '{"key":"lgk_0123456789abcdef"}'],
    ['a secret of 32 bytes', `{"state":"${secret}"}`],
    ['a secret of 32 bytes', `11111111-1111-4111-8111-111111111111.0.${secret}`],
    ['the seed of an authenticator app', 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'],
    ['a recovery code', `code ${freshRecoveryCode()}`],
    ['a pairing code', 'code K7QF-2MXD'],
    ['a cookie', '{"headers":{"cookie":"leadgen_refresh=x"}}'],
    ['credentials of a request', 'Authorization: Bearer abcdefgh'],
  ])('finds %s in %p', (kind, line) => {
    expect(kindsIn(line)).toContain(kind);
  });

  it.each([
    '{"level":"debug","requestId":"0b8f5a0e-3f0d-4c8e-9b55-2f5a3c1de111","route":"/api/v1/leads/:id","status":200,"responseTime":4,"msg":"request"}',
    '{"fault":{"kind":"MongoServerError","code":11000,"frames":["at Object.<anonymous> (/app/backend/src/app/life.ts:20:5)"]}}',
  ])('finds nothing in %p', (line) => {
    expect(kindsIn(line)).toEqual([]);
  });

  it('says in which line of which log, and counts what it read', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'leadgen-logs-'));
    mkdirSync(path.join(folder, 'api'));
    writeFileSync(path.join(folder, 'api/api.log'), 'ready\nmail for somebody@example.org\nstopped\n');
    writeFileSync(path.join(folder, 'worker.log'), 'ready\n');
    const scan = await scanLogs(folder);
    rmSync(folder, { recursive: true });
    expect(scan).toEqual({ files: 2, lines: 4, leaks: [{ file: path.join('api', 'api.log'), line: 2, kind: 'a mail address' }] });
  });
});
