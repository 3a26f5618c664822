import { ExpressAdapter } from '@nestjs/platform-express';
import type { Express } from 'express';
import pino from 'pino';
import request from 'supertest';
import { noticeUntrustedProxy } from './untrusted-proxy';

interface Served {
  readonly ask: (forwardedFor?: string) => Promise<number>;
  /** Messages of the log. */
  readonly said: readonly string[];
}

function served(trusted: readonly string[]): Served {
  const said: string[] = [];
  const log = pino({}, { write: (line: string) => void said.push((JSON.parse(line) as { msg: string }).msg) });
  const server = new ExpressAdapter().getInstance<Express>();
  server.set('trust proxy', [...trusted]);
  server.use(noticeUntrustedProxy(log));
  server.get('/', (_request, response) => void response.sendStatus(204));
  const ask = async (forwardedFor?: string): Promise<number> => {
    const asked = request(server).get('/');
    return (await (forwardedFor === undefined ? asked : asked.set('X-Forwarded-For', forwardedFor))).status;
  };
  return { ask, said };
}

describe('a proxy that is not trusted', () => {
  it('is noticed once, without its address and that of the caller', async () => {
    const { ask, said } = served(['10.0.0.5']);
    expect([await ask(), said.length, await ask('198.51.100.7'), await ask('198.51.100.8')]).toEqual([204, 0, 204, 204]);
    expect(said).toEqual([expect.stringContaining('TRUSTED_PROXIES does not name')]);
    expect(said.join(' ')).not.toMatch(/\d+\.\d+\.\d+/);
  });

  it('is nothing to notice when it is trusted', async () => {
    const { ask, said } = served(['127.0.0.1', '::1']);
    expect([await ask('198.51.100.7'), said]).toEqual([204, []]);
  });
});
