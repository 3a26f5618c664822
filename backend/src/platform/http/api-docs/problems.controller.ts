import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../../identity/access';
import { HttpProblem } from '../http-problem';
import { nonceOf } from '../security-headers';
import { ofStatus } from '../status-problems';
import { referenceProblems } from './api-reference';
import { problemPage, problemsPage } from './problem-pages';
import { Refuses } from './refuses';

const PAGE = { description: 'A page that needs no script.', content: { 'text/html': { schema: { type: 'string' }, example: '<!doctype html>…' } } } as const;

/** Where the `type` of a problem leads. */
@Controller('problems')
@Public()
export class ProblemsController {
  /** Every type of problem that the API can answer. */
  @ApiOperation({ summary: 'All problems' })
  @ApiOkResponse(PAGE)
  @Get()
  list(@Res() response: Response): void {
    send(response, problemsPage(referenceProblems(), nonceOf(response)));
  }

  /** What a problem means, the way out, and which routes answer it. */
  @ApiOperation({ summary: 'What a problem means' })
  @ApiParam({ name: 'type', example: 'invalid-request' })
  @ApiOkResponse(PAGE)
  @Get(':type')
  @Refuses(() => [new HttpProblem(ofStatus(404))])
  one(@Param('type') type: string, @Res() response: Response): void {
    const problem = referenceProblems().find((each) => each.type === type);
    if (problem === undefined) throw new HttpProblem(ofStatus(404));
    send(response, problemPage(problem, nonceOf(response)));
  }
}

const send = (response: Response, page: string): void => {
  response.set({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).send(page);
};
