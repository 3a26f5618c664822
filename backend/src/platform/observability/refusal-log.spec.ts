import { silentLog, type Log } from './log';
import { RefusalLog } from './refusal-log';

type Line = readonly [level: string, facts: unknown, message: unknown];

/** A log that keeps its lines. */
function keptLog(): { readonly log: Log; readonly lines: Line[] } {
  const lines: Line[] = [];
  const log = silentLog();
  for (const level of ['warn', 'info'] as const) log[level] = (facts: unknown, message?: unknown) => void lines.push([level, facts, message]);
  return { log, lines };
}

describe('refused requests in the log', () => {
  it('are three hundred a minute and a level at most; the others are counted', () => {
    const { log, lines } = keptLog();
    let now = 0;
    const refusals = new RefusalLog(log, () => now);
    for (let each = 0; each < 305; each += 1) refusals.tell('info', { status: 404 });
    refusals.tell('warn', { status: 401 });
    expect([lines.length, lines.at(-1)]).toEqual([301, ['warn', { status: 401 }, 'request refused']]);
    now = 60_000;
    refusals.tell('info', { status: 400 });
    refusals.tell('warn', { status: 403 });
    expect(lines.slice(301)).toEqual([
      ['info', { leftOut: 5 }, 'more requests refused'],
      ['info', { status: 400 }, 'request refused'],
      ['warn', { status: 403 }, 'request refused'],
    ]);
  });
});
