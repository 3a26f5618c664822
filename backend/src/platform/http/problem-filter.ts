import { Catch, HttpException, Inject, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Problem } from '../../../../event-schemas/src/http/problem';
import { LOG, faultFacts, type Log } from '../observability/log';
import { RefusalLog } from '../observability/refusal-log';
import { requestFacts } from '../observability/request-log';
import { HttpProblem, type ProblemFacts } from './http-problem';
import { problemOfFault } from './platform-faults';
import { RouteTable } from './route-table';
import { ofStatus } from './status-problems';

/** Not signed in, not permitted, under a wrong name, too often. */
const NOT_LET_IN = new Set([401, 403, 421, 429]);

/** The one place where a failure becomes an answer: RFC 9457, no stack, no version, no personal value. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly refusals: RefusalLog;

  constructor(
    private readonly routes: RouteTable,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.refusals = new RefusalLog(log);
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const facts = this.factsOf(error, request);
    if (facts.status >= 500) this.log.error({ ...requestFacts(request), fault: faultFacts(error) }, 'request failed');
    else this.refusals.tell(NOT_LET_IN.has(facts.status) ? 'warn' : 'info', { ...requestFacts(request), status: facts.status, type: facts.type });
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response
      .status(facts.status)
      .set({ ...facts.headers, 'Cache-Control': 'no-store', 'Content-Type': 'application/problem+json; charset=utf-8' })
      .end(JSON.stringify(problem(facts, request.path)));
  }

  private factsOf(error: unknown, request: Request): ProblemFacts {
    if (error instanceof HttpProblem) return error.facts;
    if (error instanceof HttpException) return error.getStatus() === 404 ? this.absent(request) : ofStatus(error.getStatus());
    return problemOfFault(error);
  }

  private absent(request: Request): ProblemFacts {
    const methods = this.routes.methodsOf(request.path);
    if (methods.length === 0) return ofStatus(404);
    return { ...ofStatus(405), headers: { Allow: methods.join(', ') } };
  }
}

const problem = (facts: ProblemFacts, instance: string): Problem => ({
  ...facts.extension,
  type: `/problems/${facts.type}`,
  title: facts.title,
  status: facts.status,
  detail: facts.detail,
  instance,
  ...(facts.errors === undefined ? {} : { errors: facts.errors }),
});
