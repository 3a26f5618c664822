import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { LeadView } from '../../../../../event-schemas/src/http/maintain-leads';
import { ViewReader } from '../../../platform/projections/view-reader';
import { lead } from './lead';
import { leadRow, leadView } from './lead-view';
import { leads } from './leads';

export class LeadQuery extends Query<LeadView | null> {
  constructor(
    readonly workspaceId: string,
    readonly leadId: string,
  ) {
    super();
  }
}

@QueryHandler(LeadQuery)
export class LeadHandler implements IQueryHandler<LeadQuery> {
  constructor(private readonly views: ViewReader) {}

  async execute({ workspaceId, leadId }: LeadQuery): Promise<LeadView | null> {
    const which = { _id: leadId, workspaceId };
    const [row, document] = await Promise.all([this.views.collection(leads).findOne(which), this.views.collection(lead).findOne(which)]);
    return row === null || document === null ? null : leadView(leadRow(row._id, row), document);
  }
}
