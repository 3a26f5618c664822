/** Stored events → what the views of a group are given; boxes are opened only for the events that some view reads opened. */
import { definitionOfStoredType } from '../../../../event-schemas/src/registry';
import type { StoredEvent } from '../event-store/event-store';
import type { EventOpener } from '../sealing/event-opener';
import type { FoldedEvent } from './fold-batch';
import type { AnyView } from './view';

export class BatchOpener {
  private readonly opened: ReadonlySet<string>;
  private readonly wanted: ReadonlySet<string>;

  constructor(
    private readonly opener: EventOpener,
    views: readonly Pick<AnyView, 'types' | 'reads'>[],
  ) {
    this.wanted = new Set(views.flatMap(({ types }) => types));
    this.opened = new Set(views.filter(({ reads }) => reads === 'opened').flatMap(({ types }) => types));
  }

  /** The events that any of the views folds, in log order. */
  async open(events: readonly StoredEvent[]): Promise<readonly FoldedEvent[]> {
    const wanted = events.filter((event) => this.wanted.has(nameOf(event)));
    if (wanted.length === 0) return [];
    const sealed = wanted.filter((event) => this.opened.has(nameOf(event)));
    if (sealed.length === wanted.length) return this.opener.open<FoldedEvent>(wanted, 'opened');
    const shut = wanted.filter((event) => !this.opened.has(nameOf(event)));
    const [opened, clear] = await Promise.all([this.opener.open<FoldedEvent>(sealed, 'opened'), this.opener.open<FoldedEvent>(shut, 'clear')]);
    return [...opened, ...clear].sort((one, other) => (one.position < other.position ? -1 : 1));
  }
}

const nameOf = (event: StoredEvent): string => definitionOfStoredType(event.storedType)?.name ?? '';
