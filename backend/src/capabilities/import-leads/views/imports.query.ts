import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ImportView } from '../../../../../event-schemas/src/http/import-leads';
import type { Page } from '../../../../../event-schemas/src/http/page';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor';
import { ViewReader } from '../../../platform/projections/view-reader';
import { importProgress } from './import-progress';
import { importView } from './import-view';

/** Newest first. */
export class ImportsQuery extends Query<Page<ImportView>> {
  constructor(
    readonly workspaceId: string,
    readonly limit: number,
    readonly cursor: string | null,
  ) {
    super();
  }
}

const SORT = 'imports';

@QueryHandler(ImportsQuery)
export class ImportsHandler implements IQueryHandler<ImportsQuery> {
  constructor(private readonly views: ViewReader) {}

  async execute({ workspaceId, limit, cursor }: ImportsQuery): Promise<Page<ImportView>> {
    const found = await this.views
      .collection(importProgress)
      .find({ workspaceId, ...(cursor === null ? {} : olderThan(cursor)) })
      .sort({ startedAt: -1, _id: -1 })
      .limit(limit + 1)
      .toArray();
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const next = found.length > limit && last !== undefined ? encodeCursor(SORT, [last.startedAt, last._id]) : null;
    return { items: items.map((document) => importView(document._id, document)), next };
  }
}

function olderThan(cursor: string): object {
  const [startedAt, id] = decodeCursor(cursor, SORT, 2);
  return { $or: [{ startedAt: { $lt: startedAt } }, { startedAt, _id: { $lt: id } }] };
}

export class ImportQuery extends Query<ImportView | null> {
  constructor(
    readonly workspaceId: string,
    readonly importId: string,
  ) {
    super();
  }
}

@QueryHandler(ImportQuery)
export class ImportHandler implements IQueryHandler<ImportQuery> {
  constructor(private readonly views: ViewReader) {}

  async execute({ workspaceId, importId }: ImportQuery): Promise<ImportView | null> {
    const document = await this.views.collection(importProgress).findOne({ _id: importId, workspaceId });
    return document === null ? null : importView(document._id, document);
  }
}
