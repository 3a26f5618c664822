import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { HttpProblem } from '../http/http-problem';
import { Public } from '../identity/access';
import { metrics } from './metrics';
import { READINESS_CHECKS, readiness, type Readiness, type ReadinessCheck } from './readiness';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

@ApiExcludeController()
@Public()
@Controller()
export class ObservabilityController {
  constructor(@Inject(READINESS_CHECKS) private readonly checks: readonly ReadinessCheck[]) {}

  @Get('health/live')
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  /** 503 with a code per check that fails; the codes name no host and no version. */
  @Get('health/ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const found = await readiness(this.checks);
    response.status(found.ready ? 200 : 503).setHeader('Cache-Control', 'no-store');
    return found;
  }

  @Get('metrics')
  async figures(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (!LOOPBACK.has(request.socket.remoteAddress ?? '') || request.headers['x-forwarded-for'] !== undefined) throw notHere();
    response.setHeader('Content-Type', metrics.contentType).end(await metrics.metrics());
  }
}

const notHere = (): HttpProblem =>
  new HttpProblem({ status: 403, type: 'loopback-only', title: 'Only on this machine', detail: 'Metrics are shown to callers on the same machine only.' });
