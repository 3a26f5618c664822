import { Controller, Get, Inject, Req, Res, type BeforeApplicationShutdown } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { LiveMessage } from '../../../../event-schemas/src/http/live';
import { Refuses } from '../http/api-docs/refuses';
import { HttpProblem } from '../http/http-problem';
import { Permit } from '../identity/access';
import { ContinuedAccess } from '../identity/continued-access';
import { Principal } from '../identity/principal';
import { LiveFeed, type LiveListener } from './live-feed';
import { LiveStream } from './live-stream';
import { StreamPlaces } from './stream-places';

const INTERVAL_MS = 150;
const HEARTBEAT_MS = 15_000;
const CHECK_ACCESS_MS = 1_000;
const STREAM = { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' };
/** As long as an access token lasts: whoever comes back brings a fresh one. */
const LONGEST_MS = 600_000;
/** Of one session, at one api process: more tabs than a person has open, few enough that no session can use up a server's connections. */
const MOST_STREAMS = 20;

@Controller('api/v1/live')
export class LiveController implements BeforeApplicationShutdown {
  private readonly connected = new Set<Response>();
  private readonly places = new StreamPlaces(MOST_STREAMS);

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
  @Refuses(() => [tooManyStreams()])
  async follow(@Principal() principal: Principal, @Req() request: Request, @Res() response: Response): Promise<void> {
    // Comes here too, and there is nothing to follow in an answer without a body.
    if (request.method === 'HEAD') {
      response.writeHead(200, STREAM).end();
      return;
    }
    const leave = this.places.take(principal.sessionId);
    if (leave === null) throw tooManyStreams();
    const early: LiveMessage[] = [];
    let stream: LiveStream | null = null;
    const listener: LiveListener = (message) => (stream === null ? void early.push(message) : stream.send(message));
    const unsubscribe = await this.feed.subscribe(principal.workspaceId, listener).catch((error: unknown) => {
      leave();
      throw error;
    });
    if (request.destroyed) {
      leave();
      unsubscribe();
      return;
    }
    response.writeHead(200, STREAM);
    stream = new LiveStream(response, { intervalMs: INTERVAL_MS, heartbeatMs: HEARTBEAT_MS });
    for (const message of early) stream.send(message);
    const checking = setInterval(() => void this.endWhenOver(principal, request, response), CHECK_ACCESS_MS);
    const ending = setTimeout(() => response.end(), LONGEST_MS);
    const open = stream;
    this.connected.add(response);
    response.once('close', () => {
      this.connected.delete(response);
      leave();
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

const tooManyStreams = (): HttpProblem =>
  new HttpProblem({
    status: 429,
    type: 'too-many-streams',
    title: 'Too many streams',
    detail: `This session or key follows the workspace ${String(MOST_STREAMS)} times already; close a tab or a stream that is no longer needed, and ask again.`,
    // A place is free when a stream ends, and the last of them ends by then.
    headers: { 'Retry-After': String(LONGEST_MS / 1_000) },
  });
