import { Controller, Get, Inject, Req, Res, type BeforeApplicationShutdown } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Permit } from '../identity/access';
import { ContinuedAccess } from '../identity/continued-access';
import { Principal } from '../identity/principal';
import { LiveFeed } from './live-feed';
import { LiveStream } from './live-stream';

const INTERVAL_MS = 150;
const HEARTBEAT_MS = 15_000;
const CHECK_ACCESS_MS = 1_000;
/** As long as an access token lasts: whoever comes back brings a fresh one. */
const LONGEST_MS = 600_000;

@Controller('api/v1/live')
export class LiveController implements BeforeApplicationShutdown {
  private readonly connected = new Set<Response>();

  constructor(
    @Inject(LiveFeed) private readonly feed: LiveFeed,
    @Inject(ContinuedAccess) private readonly access: ContinuedAccess,
  ) {}

  @Get()
  @Permit('follow-live')
  @ApiOperation({
    summary: 'Follow what changes in the workspace',
    description: 'Server-sent events; the data of each is a LiveMessage in JSON: a topic to refetch and the position that its view has passed.',
  })
  @ApiOkResponse({
    description: 'A stream that ends after ten minutes, or with the session; come back with a fresh token.',
    content: { 'text/event-stream': { schema: { type: 'string' }, example: 'data: {"topic":"leads","position":"00000000000000041730"}\n\n' } },
  })
  async follow(@Principal() principal: Principal, @Req() request: Request, @Res() response: Response): Promise<void> {
    const early: Parameters<LiveStream['send']>[0][] = [];
    let stream: LiveStream | null = null;
    const unsubscribe = await this.feed.subscribe(principal.workspaceId, (message) => (stream === null ? void early.push(message) : stream.send(message)));
    if (request.destroyed) {
      unsubscribe();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' });
    stream = new LiveStream(response, { intervalMs: INTERVAL_MS, heartbeatMs: HEARTBEAT_MS });
    for (const message of early) stream.send(message);
    const checking = setInterval(() => void this.endWhenOver(principal, request, response), CHECK_ACCESS_MS);
    const ending = setTimeout(() => response.end(), LONGEST_MS);
    const open = stream;
    this.connected.add(response);
    response.once('close', () => {
      this.connected.delete(response);
      unsubscribe();
      open.close();
      clearInterval(checking);
      clearTimeout(ending);
    });
  }

  /** A server that stops waits for its connections, and these would never end by themselves. */
  beforeApplicationShutdown(): void {
    for (const response of this.connected) response.end();
  }

  private async endWhenOver(principal: Principal, request: Request, response: Response): Promise<void> {
    const holds = await this.access.holds(principal, request, 'follow-live').catch(() => true);
    if (!holds) response.end();
  }
}
