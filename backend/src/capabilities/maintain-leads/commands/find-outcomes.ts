import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EVENT_STORE, type EventStore } from '../../../platform/event-store/event-store';
import type { LeadEvent } from '../../../../../event-schemas/src/lead/events';
import { definitionOfStoredType } from '../../../../../event-schemas/src/registry';
import { leadStream } from '../domain/lead';
import { outcomeOf } from '../domain/outcome';
import type { RecordedLeads } from './record-leads';

/**
 * What a command did to these leads, from their streams alone; no box is opened. A lead that exists but has no event of
 * the command counts as unchanged; one that does not exist is missing in the answer.
 */
export class FindOutcomesQuery extends Query<RecordedLeads['outcomes']> {
  constructor(
    readonly leadIds: readonly string[],
    readonly commandId: string,
  ) {
    super();
  }
}

@QueryHandler(FindOutcomesQuery)
export class FindOutcomesHandler implements IQueryHandler<FindOutcomesQuery> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ leadIds, commandId }: FindOutcomesQuery): Promise<RecordedLeads['outcomes']> {
    const found = await Promise.all(
      leadIds.map(async (leadId) => {
        const events = await this.store.readStream(leadStream(leadId));
        const own = events.filter(({ metadata }) => metadata['commandId'] === commandId);
        const types = own.map(({ storedType }) => definitionOfStoredType(storedType)?.name as LeadEvent['type']);
        return events.length === 0 ? [] : [{ leadId, outcome: outcomeOf(types) }];
      }),
    );
    return found.flat();
  }
}
