import type { Server, ServerResponse } from 'node:http';
import { limitedServer } from '../http/limited-server';
import { ownHost } from '../http/origins';
import { bareHeaders } from '../http/security-headers';
import { metrics } from './metrics';
import { readiness, type ReadinessCheck } from './readiness';

/** Health and metrics of a process that serves nothing else; it listens on the loopback address only. */
export function healthServer(checks: readonly ReadinessCheck[], origin: string): Server {
  const isOwn = ownHost(origin);
  return limitedServer((request, response) => {
    response.setHeaders(new Map(Object.entries(bareHeaders(origin))));
    if (!isOwn(request)) json(response, 421, { status: 'wrong host' });
    else void answer(request.method === 'GET' ? (request.url ?? '') : '', response, checks);
  }, origin);
}

async function answer(path: string, response: ServerResponse, checks: readonly ReadinessCheck[]): Promise<void> {
  switch (path) {
    case '/health/live':
      json(response, 200, { status: 'live' });
      return;
    case '/health/ready': {
      const found = await readiness(checks);
      json(response, found.ready ? 200 : 503, found);
      return;
    }
    case '/metrics':
      response.writeHead(200, { 'Content-Type': metrics.contentType }).end(await metrics.metrics());
      return;
    default:
      json(response, 404, { status: 'not found' });
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
