import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { LeadRow, LeadSort } from '../../../../../event-schemas/src/http/maintain-leads';
import type { Page } from '../../../../../event-schemas/src/http/page';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor';
import { ViewReader } from '../../../platform/projections/view-reader';
import { folded } from './folded-text';
import { leadRow } from './lead-view';
import { leads, type LeadsDocument } from './leads';

export interface LeadsFilter {
  /** Words that must all occur in name, title, company or location; case and accents do not matter. */
  readonly text: string;
  readonly importId: string | null;
  readonly sort: LeadSort;
  readonly cursor: string | null;
  readonly limit: number;
}

export class LeadsQuery extends Query<Page<LeadRow>> {
  constructor(
    readonly workspaceId: string,
    readonly filter: LeadsFilter,
  ) {
    super();
  }
}

const FIELD_OF_SORT = { lastSeenAt: 'lastSeenAt', fullName: 'sortName', companyName: 'sortCompany' } as const satisfies Record<string, keyof LeadsDocument>;

@QueryHandler(LeadsQuery)
export class LeadsHandler implements IQueryHandler<LeadsQuery> {
  constructor(private readonly views: ViewReader) {}

  async execute({ workspaceId, filter }: LeadsQuery): Promise<Page<LeadRow>> {
    const { sort, limit } = filter;
    const descending = sort.startsWith('-');
    const field = FIELD_OF_SORT[sort.replace('-', '') as keyof typeof FIELD_OF_SORT];
    const direction = descending ? -1 : 1;
    const found = await this.views
      .collection(leads)
      .find({ $and: [{ workspaceId }, ...conditions(filter), ...after(filter.cursor, sort, field)] })
      .sort({ [field]: direction, _id: direction })
      .limit(limit + 1)
      .toArray();
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const next = found.length > limit && last !== undefined ? encodeCursor(sort, [last[field], last._id]) : null;
    return { items: items.map((document) => leadRow(document._id, document)), next };
  }
}

function conditions({ text, importId }: LeadsFilter): readonly object[] {
  const words = folded(text)
    .split(' ')
    .filter((word) => word !== '');
  const byText = words.map((word) => ({ search: { $regex: word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') } }));
  return importId === null ? byText : [{ importIds: importId }, ...byText];
}

function after(cursor: string | null, sort: LeadSort, field: string): readonly object[] {
  if (cursor === null) return [];
  const [value, id] = decodeCursor(cursor, sort, 2);
  const beyond = sort.startsWith('-') ? '$lt' : '$gt';
  return [{ $or: [{ [field]: { [beyond]: value } }, { [field]: value, _id: { [beyond]: id } }] }];
}
