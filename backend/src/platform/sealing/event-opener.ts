/** Opens the boxes of a batch of events with one read of the vault per scope at most. */
import type { Recorded } from '../decider/decider';
import type { StoredEvent } from '../event-store/event-store';
import type { KeyDirectory } from './key-directory';
import { boxesOf, openedParts, recordedEvent } from './sealed-event-codec';

export class EventOpener {
  constructor(private readonly directory: KeyDirectory) {}

  /**
   * The events in order. `clear`: no key is read, `personal` is empty. `opened`: the parts of subjects whose key was destroyed
   * are absent. Throws MissingKeyNotExplained and BoxDoesNotOpen.
   */
  async open<E>(events: readonly StoredEvent[], reads: 'clear' | 'opened'): Promise<readonly Recorded<E>[]> {
    if (reads === 'clear') return events.map((event) => recordedEvent<E>(event, {}));
    const boxes = events.map((event) => boxesOf(event));
    const keyOf = await this.directory.keysFor(boxes.flat());
    return events.map((event, index) => recordedEvent<E>(event, openedParts(boxes[index] ?? [], keyOf)));
  }
}
