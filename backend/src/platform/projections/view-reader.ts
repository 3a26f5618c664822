/** What queries read: the live collection of a view, and whether it has already seen a position. */
import type { Collection, Db } from 'mongodb';
import type { EventStore } from '../event-store/event-store';
import type { CheckpointWatch } from './checkpoint-watch';
import type { AnyView, StoredDocument, View, ViewDocument } from './view';
import { catalogueOf, collectionName } from './views-database';

/** The position was never answered by this installation. */
export class FuturePosition extends Error {
  override readonly name = 'FuturePosition';

  constructor() {
    super('The position lies beyond the end of the log: send a position that a command has answered.');
  }
}

const CATALOGUE_AGE_MS = 1_000;

export class ViewReader {
  private readonly byName: ReadonlyMap<string, AnyView>;
  private liveVersions: ReadonlyMap<string, number> = new Map();
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly database: Db,
    views: readonly AnyView[],
    private readonly checkpoints: CheckpointWatch,
    private readonly store: EventStore,
  ) {
    this.byName = new Map(views.map((view) => [view.name, view]));
  }

  /** Reads the catalogue, so that the first query already knows which collections are live. */
  async start(): Promise<void> {
    this.readAt = performance.now();
    const entries = await catalogueOf(this.database).find().toArray();
    this.liveVersions = new Map(entries.map(({ _id, version }) => [_id, version]));
  }

  /** While a changed view is being rebuilt this is the collection of its former version. */
  collection<D extends ViewDocument, E extends { readonly type: string }>(view: View<D, E>): Collection<StoredDocument<D>>;
  collection<D extends ViewDocument>(view: string): Collection<StoredDocument<D>>;
  collection(view: string | { readonly name: string }): Collection<StoredDocument<ViewDocument>> {
    const name = typeof view === 'string' ? view : view.name;
    this.refreshWhenOld();
    const version = this.liveVersions.get(name) ?? this.known(name).version;
    return this.database.collection<StoredDocument<ViewDocument>>(collectionName({ name, version }));
  }

  /** Waits until the view has seen the event at the position. Throws FuturePosition. */
  async waitFor(view: string, position: string, timeoutMs: number): Promise<'reached' | 'behind'> {
    const { group } = this.known(view);
    if ((await this.checkpoints.checkpoint(group)) >= position) return 'reached';
    if (position > (await this.store.lastPosition())) throw new FuturePosition();
    return this.checkpoints.waitFor(group, position, timeoutMs);
  }

  private known(name: string): AnyView {
    const view = this.byName.get(name);
    if (view === undefined) throw new Error(`No view is called ${name}: add it to app/capabilities.ts.`);
    return view;
  }

  /** In the background: a former collection stays readable for longer than the catalogue is believed. */
  private refreshWhenOld(): void {
    if (performance.now() - this.readAt < CATALOGUE_AGE_MS) return;
    this.start().catch(() => {
      this.readAt = Number.NEGATIVE_INFINITY;
    });
  }
}
