import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { LeadRow, LeadView } from '../../../../../event-schemas/src/http/maintain-leads';
import type { Page } from '../../../../../event-schemas/src/http/page';
import { notFound } from '../../../platform/http/http-problem';
import { WaitsFor } from '../../../platform/http/position';
import { Permit } from '../../../platform/identity/access';
import { Principal } from '../../../platform/identity/principal';
import { LeadQuery } from '../views/lead.query';
import { LeadsQuery } from '../views/leads.query';
import { ListLeadsDto } from './list-leads.dto';

@Controller('api/v1/leads')
export class LeadsController {
  constructor(private readonly queries: QueryBus) {}

  /** Leads of the workspace, the newest sighting first unless another order is asked for. */
  @Get()
  @Permit('read-leads')
  @WaitsFor('leads')
  @Header('Cache-Control', 'no-store')
  list(@Query() { q, sort, cursor, limit, importId }: ListLeadsDto, @Principal() { workspaceId }: Principal): Promise<Page<LeadRow>> {
    const filter = { text: q ?? '', importId: importId ?? null, sort: sort ?? '-lastSeenAt', cursor: cursor ?? null, limit: limit ?? 50 };
    return this.queries.execute(new LeadsQuery(workspaceId, filter));
  }

  /** Every field with its source, and the history. */
  @Get(':id')
  @Permit('read-leads')
  @WaitsFor('lead')
  @Header('Cache-Control', 'no-store')
  async one(@Param('id') id: string, @Principal() { workspaceId }: Principal): Promise<LeadView> {
    const view = await this.queries.execute(new LeadQuery(workspaceId, id));
    if (view === null) throw notFound('lead');
    return view;
  }
}
