import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog, faultFacts } from './log';
import { readiness } from './readiness';

describe('the log', () => {
  it('hides what should never have been given to it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'leadgen-log-'));
    const file = join(folder, 'api.log');
    const personal = { email: 'ada@example.com', fullName: 'Ada Lovelace', password: 'correct horse', token: 'abc', authorization: 'Bearer abc' };
    const log = createLog({ level: 'info', file, process: 'api' });
    log.info({ ...personal, account: personal, requestId: 'r' }, 'done');
    const line = readFileSync(file, 'utf8');
    rmSync(folder, { recursive: true });
    expect(line).not.toMatch(/ada|Lovelace|horse|abc/);
    expect(JSON.parse(line)).toMatchObject({ level: 'info', process: 'api', requestId: 'r', msg: 'done' });
  });

  it('keeps the place of a fault and drops its message', () => {
    const facts = faultFacts(Object.assign(new TypeError('Zyxwka\n    at Zyxwka (is not a function)'), { code: 11000 }));
    expect([facts.kind, facts.code, facts.frames.length > 0]).toEqual(['TypeError', 11000, true]);
    expect(JSON.stringify(facts)).not.toContain('Zyxwka');
    expect(faultFacts('Zyxwka')).toEqual({ kind: 'string', code: null, frames: [] });
  });
});

describe('readiness', () => {
  it('is ready when every check is well', async () => {
    expect(await readiness([{ name: 'vault', check: () => Promise.resolve(null) }])).toEqual({ ready: true, checks: { vault: 'ok' } });
  });

  it('says which check fails, by a code', async () => {
    const checks = [
      { name: 'vault', check: () => Promise.reject(new Error('10.0.0.1 refused')) },
      { name: 'views:leads', check: () => Promise.resolve('missing-key') },
      { name: 'event-store', check: () => Promise.resolve(null) },
    ];
    expect(await readiness(checks)).toEqual({ ready: false, checks: { vault: 'unreachable', 'views:leads': 'missing-key', 'event-store': 'ok' } });
  });

  it('does not wait for ever', async () => {
    jest.useFakeTimers();
    const found = readiness([{ name: 'vault', check: () => new Promise(() => undefined) }]);
    await jest.advanceTimersByTimeAsync(2_000);
    jest.useRealTimers();
    expect(await found).toEqual({ ready: false, checks: { vault: 'no-answer' } });
  });
});
