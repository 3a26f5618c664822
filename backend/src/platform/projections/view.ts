/** A read model: pure functions over recorded events. No clock, locale or random. */
import type { Recorded } from '../../../../event-schemas/src/envelope/metadata';

export interface ViewDocument {
  /** Null for documents of the installation itself. */
  readonly workspaceId: string | null;
}

export interface ViewIndex {
  readonly keys: Readonly<Record<string, 1 | -1>>;
  readonly unique?: boolean;
}

export interface View<D extends ViewDocument, E extends { readonly type: string }> {
  /** The noun a reader asks for, such as `import-progress`; the collection is `<name>.v<version>`. */
  readonly name: string;
  /** Raised whenever route or apply change; the view is then rebuilt beside the old one and swapped. */
  readonly version: number;
  /** Views of one group share a checkpoint and are folded together. */
  readonly group: string;
  /** `clear`: boxes stay shut. `opened`: the runner opens them; a destroyed subject's part is absent. */
  readonly reads: 'clear' | 'opened';
  /** Names of the events it folds, such as `LeadRecorded`. */
  readonly types: readonly E['type'][];
  /**
   * Of those, the ones that as a rule find no document yet. The runner then does not look for one, which halves the cost of
   * a new document; where it is mistaken it notices, and only loses time.
   */
  readonly begins?: readonly E['type'][];
  readonly indexes: readonly ViewIndex[];
  /** Topic told to live clients after the checkpoint has passed, or null. */
  readonly topic: string | null;
  /** Documents that the event touches, at most 1,000. */
  readonly route: (event: Recorded<E>) => readonly string[];
  /** Null in: no such document yet. Null out: remove it. Never throws on a recorded fact. */
  readonly apply: (document: D | null, event: Recorded<E>, id: string) => D | null;
}

/** As stored: the document, its id, and the position of the last event that changed it. */
export type StoredDocument<D extends ViewDocument> = D & { readonly _id: string; readonly position: string };

interface AnyEvent {
  readonly type: string;
}

/** Any view, as the runner holds it. Methods instead of properties, so that a view of any event and document fits. */
export interface AnyView extends Omit<View<ViewDocument, AnyEvent>, 'route' | 'apply'> {
  route(event: Recorded<AnyEvent>): readonly string[];
  apply(document: ViewDocument | null, event: Recorded<AnyEvent>, id: string): ViewDocument | null;
}
