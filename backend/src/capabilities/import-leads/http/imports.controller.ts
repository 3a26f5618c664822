import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { ImportView, PageReceipt } from '../../../../../event-schemas/src/http/import-leads';
import type { Page } from '../../../../../event-schemas/src/http/page';
import { Refuses, Repeatable } from '../../../platform/http/api-docs/refuses';
import { invalidField, notFound } from '../../../platform/http/http-problem';
import { answerPosition, WaitsFor } from '../../../platform/http/position';
import { Facts, idempotencyKeyRequired, type RequestFacts } from '../../../platform/http/request-facts';
import { Permit } from '../../../platform/identity/access';
import { Principal } from '../../../platform/identity/principal';
import type { ImportAnswer } from '../commands/answers';
import { EndImportCommand, type ImportEnd } from '../commands/end-import';
import { RecordImportPageCommand } from '../commands/record-import-page';
import { StartImportCommand } from '../commands/start-import';
import { ImportQuery, ImportsQuery } from '../views/imports.query';
import { ImportRequests } from './import-requests';
import { FinishImportDto, RecordPageDto, StartImportDto } from './import-leads.dto';
import { problemOf, problemsOf } from './import-problems';
import { ListImportsDto } from './list-imports.dto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const PAGE_REFUSALS = [
  ...(['ImportNotFound', 'ImportAlreadyFinished', 'PageAlreadyRecorded', 'PageNotOpened'] as const),
  ...(['GestureDoesNotMatch', 'SeenDoesNotAddUp'] as const),
];

@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly requests: ImportRequests,
  ) {}

  /** Starts an import after a click; its pages follow. */
  @ApiOperation({ summary: 'Start an import' })
  @Post()
  @Permit('run-imports')
  @HttpCode(201)
  @Repeatable('recorded')
  @Refuses(() => [idempotencyKeyRequired(), ...problemsOf('ImportsPerDayReached', 'ImportAlreadyStarted')])
  async start(
    @Body() body: StartImportDto,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    const answer = await this.requests.once(principal, facts, 'start', body, (context) =>
      this.commands.execute(new StartImportCommand(context, principal.browserId, body)),
    );
    const view = await this.answer(response, answer);
    response.setHeader('Location', `/api/v1/imports/${view.id}`);
    return view;
  }

  /** Records one captured page; the same pageNumber is recorded once. */
  @ApiOperation({ summary: 'Record a page of an import' })
  @Post(':id/pages')
  @Permit('run-imports')
  @HttpCode(200)
  @Repeatable('recorded')
  @Refuses(() => [idempotencyKeyRequired(), ...problemsOf(...PAGE_REFUSALS)])
  async recordPage(
    @Param('id') id: string,
    @Body() body: RecordPageDto,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PageReceipt> {
    const importId = importIdFrom(id);
    const answer = await this.requests.once(principal, facts, `pages of ${importId}`, body, (context) =>
      this.commands.execute(new RecordImportPageCommand(context, importId, body)),
    );
    if (answer.kind === 'rejected') throw problemOf(answer.reason);
    answerPosition(response, answer.position, answer.revision);
    return answer.receipt;
  }

  /** Ends an import: all was sent, or the extension gave up and says why. */
  @ApiOperation({ summary: 'Finish an import' })
  @Post(':id/finish')
  @Permit('run-imports')
  @HttpCode(200)
  @Repeatable('recorded')
  @Refuses(() => [idempotencyKeyRequired(), ...problemsOf('ImportNotFound', 'ImportAlreadyFinished')])
  finish(
    @Param('id') id: string,
    @Body() body: FinishImportDto,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    return this.end(id, endOf(body), principal, facts, response);
  }

  /** Stops an import; what it had written stays. */
  @ApiOperation({ summary: 'Cancel an import' })
  @Post(':id/cancel')
  @Permit('run-imports')
  @HttpCode(200)
  @Repeatable('recorded')
  @Refuses(() => [idempotencyKeyRequired(), ...problemsOf('ImportNotFound', 'ImportAlreadyFinished')])
  cancel(
    @Param('id') id: string,
    @Body() body: unknown,
    @Principal() principal: Principal,
    @Facts() facts: RequestFacts,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ImportView> {
    if (Object.keys((body as object | undefined) ?? {}).length > 0) throw invalidField('', 'unknown-field', 'This request has no body; leave it out.');
    return this.end(id, { kind: 'cancelled' }, principal, facts, response);
  }

  /** Imports of the workspace, newest first. */
  @ApiOperation({ summary: 'Imports of the workspace' })
  @Get()
  @Permit('read-imports')
  @WaitsFor('import-progress')
  @Header('Cache-Control', 'no-store')
  list(@Query() { cursor, limit }: ListImportsDto, @Principal() { workspaceId }: Principal): Promise<Page<ImportView>> {
    return this.queries.execute(new ImportsQuery(workspaceId, limit ?? 25, cursor ?? null));
  }

  /** State, counts and pages of one import. */
  @ApiOperation({ summary: 'One import with its receipt' })
  @Get(':id')
  @Permit('read-imports')
  @WaitsFor('import-progress')
  @Header('Cache-Control', 'no-store')
  @Refuses(() => [notFound('import')])
  async one(@Param('id') id: string, @Principal() { workspaceId }: Principal): Promise<ImportView> {
    const view = await this.queries.execute(new ImportQuery(workspaceId, importIdFrom(id)));
    if (view === null) throw notFound('import');
    return view;
  }

  private async end(id: string, end: ImportEnd, principal: Principal, facts: RequestFacts, response: Response): Promise<ImportView> {
    const importId = importIdFrom(id);
    const answer = await this.requests.once(principal, facts, `end of ${importId}`, end, (context) =>
      this.commands.execute(new EndImportCommand(context, importId, end)),
    );
    return this.answer(response, answer);
  }

  private async answer(response: Response, answer: ImportAnswer): Promise<ImportView> {
    if (answer.kind === 'rejected') throw problemOf(answer.reason);
    answerPosition(response, answer.position, answer.revision);
    return this.requests.withPath(answer.view);
  }
}

/** Ids are opaque: what cannot be one is simply not found. */
function importIdFrom(id: string): string {
  if (!UUID.test(id)) throw notFound('import');
  return id;
}

function endOf({ outcome, faultCode }: FinishImportDto): ImportEnd {
  if (outcome === 'failed' && faultCode !== null) return { kind: 'failed', faultCode };
  if (outcome === 'completed' && faultCode === null) return { kind: 'completed' };
  throw invalidField('/faultCode', 'fault-code-of-outcome', 'This field must be a code when the outcome is failed, and null otherwise.');
}
