import { Injectable, SetMetadata, UseInterceptors, applyDecorators, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { of, type Observable } from 'rxjs';
import { AFTER_POSITION_HEADER, POSITION_HEADER } from '../../../../event-schemas/src/http/page';
import { ViewReader } from '../projections/view-reader';
import { HttpProblem } from './http-problem';
import { etagOf } from './if-match';

export const WAITED_VIEW = 'leadgen:after-position-view';
const LONGEST_WAIT_MS = 2_000;

/** Every command answers with the log position it reached, and with the stream's revision where it changed one resource. */
export function answerPosition(response: Response, position: string, revision?: number): void {
  response.setHeader(POSITION_HEADER, position);
  if (revision !== undefined) response.setHeader('ETag', etagOf(revision));
}

/** The query waits up to two seconds for its view when the caller sends `After-Position`; then 202 with `Retry-After`. */
export const WaitsFor = (view: string): MethodDecorator => applyDecorators(SetMetadata(WAITED_VIEW, view), UseInterceptors(AfterPosition));

@Injectable()
export class AfterPosition implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly views: ViewReader,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const position = http.getRequest<Request>().header(AFTER_POSITION_HEADER);
    if (position === undefined) return next.handle();
    if (!/^\d{20}$/.test(position)) throw invalidPosition();
    const view = this.reflector.get<string>(WAITED_VIEW, context.getHandler());
    if ((await this.views.waitFor(view, position, LONGEST_WAIT_MS)) === 'reached') return next.handle();
    http.getResponse<Response>().status(202).setHeader('Retry-After', '1');
    return of(undefined);
  }
}

export const invalidPosition = (): HttpProblem =>
  new HttpProblem({
    status: 400,
    type: 'invalid-position',
    title: 'After-Position is not valid',
    detail: 'After-Position must be the 20 digits of a Position header that this installation answered.',
  });
