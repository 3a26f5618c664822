import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation } from '@nestjs/swagger';
import type { LeadRow, LeadView } from '../../../../../event-schemas/src/http/maintain-leads';
import type { Page } from '../../../../../event-schemas/src/http/page';
import { Refuses } from '../../../platform/http/api-docs/refuses';
import { HttpProblem, notFound } from '../../../platform/http/http-problem';
import { WaitsFor } from '../../../platform/http/position';
import { Permit } from '../../../platform/identity/access';
import { Principal } from '../../../platform/identity/principal';
import { LeadQuery } from '../views/lead.query';
import { LeadsQuery } from '../views/leads.query';
import { isTelling, maskedRow, maskedView } from '../views/masking';
import { ListLeadsDto } from './list-leads.dto';

@Controller('api/v1/leads')
export class LeadsController {
  constructor(private readonly queries: QueryBus) {}

  /** Leads of the workspace, the newest sighting first unless another order is asked for. An auditor sees personal fields masked, and neither searches nor sorts by them. */
  @ApiOperation({ summary: 'Leads of the workspace' })
  @Get()
  @Permit('read-leads')
  @WaitsFor('leads')
  @Header('Cache-Control', 'no-store')
  @Refuses(() => [personalFieldsMasked()])
  async list(@Query() { q, sort, cursor, limit, importId }: ListLeadsDto, @Principal() { workspaceId, role }: Principal): Promise<Page<LeadRow>> {
    const filter = { text: q ?? '', importId: importId ?? null, sort: sort ?? ('-lastSeenAt' as const), cursor: cursor ?? null, limit: limit ?? 50 };
    if (seesPersonal(role)) return this.queries.execute(new LeadsQuery(workspaceId, filter));
    if (isTelling(filter.text, filter.sort)) throw personalFieldsMasked();
    const { items, next } = await this.queries.execute(new LeadsQuery(workspaceId, filter));
    return { items: items.map(maskedRow), next };
  }

  /** Every field with its source, and the history. An auditor sees personal values masked. */
  @ApiOperation({ summary: 'One lead with sources and history' })
  @Get(':id')
  @Permit('read-leads')
  @WaitsFor('lead')
  @Header('Cache-Control', 'no-store')
  @Refuses(() => [notFound('lead')])
  async one(@Param('id') id: string, @Principal() { workspaceId, role }: Principal): Promise<LeadView> {
    const view = await this.queries.execute(new LeadQuery(workspaceId, id));
    if (view === null) throw notFound('lead');
    return seesPersonal(role) ? view : maskedView(view);
  }
}

/** Of a person, and of the key or browser of a person. */
const seesPersonal = (role: Principal['role']): boolean => role !== 'auditor';

const personalFieldsMasked = (): HttpProblem =>
  new HttpProblem({
    status: 403,
    type: 'personal-fields-masked',
    title: 'Personal fields are masked',
    detail: 'An auditor can neither filter leads by text nor sort them by a personal field; leave out q and sort by lastSeenAt.',
  });
