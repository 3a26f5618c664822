/** What a person can do about views from the command line, beside a running worker. */
import { setTimeout as pause } from 'node:timers/promises';
import { LOWEST_POSITION } from '../event-store/event-store';
import { catchUp } from './catch-up';
import { GroupLease, NOTHING_SEEN, type Checkpoint } from './group-lease';
import { acquireByAsking, whileHolding } from './hold-lease';
import { dropFormer, goLive, rebuildBeside } from './rebuild';
import type { ProjectionTools } from './tools';
import { verifyViews, type Verification } from './verify';
import type { AnyView } from './view';
import { catalogueOf, groupsOf } from './views-database';

export interface GroupStatus {
  readonly group: string;
  /** Every event up to the end of the log is in the views. */
  readonly upToDate: boolean;
  /** Events of the log that the views have seen. */
  readonly events: number;
  readonly held: boolean;
  readonly views: readonly { readonly name: string; readonly version: number; readonly liveVersion: number | null }[];
}

/** Wrong use, in one sentence for the person who typed it. */
export class ViewsToolError extends Error {
  override readonly name = 'ViewsToolError';
}

/** A worker that was killed keeps its lease for ten seconds on another machine. */
const HAND_OVER_MS = 20_000;

export class ViewsTool {
  constructor(
    private readonly tools: ProjectionTools,
    private readonly views: readonly AnyView[],
  ) {}

  async status(): Promise<readonly GroupStatus[]> {
    const { database, store } = this.tools;
    const [end, groups, catalogue] = [await store.lastPosition(), await groupsOf(database).find().toArray(), await catalogueOf(database).find().toArray()];
    return [...new Set(this.views.map(({ group }) => group))].map((group) => {
      const found = groups.find(({ _id }) => _id === group);
      const views = this.views.filter((view) => view.group === group);
      return {
        group,
        upToDate: (found?.position ?? LOWEST_POSITION) >= end,
        events: found?.events ?? 0,
        held: found !== undefined && found.leaseUntil.getTime() > Date.now(),
        views: views.map(({ name, version }) => ({ name, version, liveVersion: catalogue.find(({ _id }) => _id === name)?.version ?? null })),
      };
    });
  }

  /** Folds the view anew beside the live one and swaps; readers go on meanwhile. Returns the number of events read. Throws ViewsToolError. */
  async rebuild(name: string, progress: (events: number) => void): Promise<number> {
    const view = this.named(name);
    return this.holding(view.group, async (lease, checkpoint, signal) => {
      const end = await this.tools.store.lastPosition();
      const beyond = checkpoint.position > end;
      const views = beyond ? this.views.filter(({ group }) => group === view.group) : [view];
      const upTo = beyond ? end : checkpoint.position;
      const events = await rebuildBeside(this.tools, { views, upTo, suffix: 'building', signal, progress });
      // The group goes on from where its views stand; a checkpoint beyond a restored log is taken back with all of them.
      if (beyond) await lease.save(NOTHING_SEEN, true);
      for (const each of views) await goLive(this.tools.database, each, 'building');
      if (beyond) await lease.save({ position: end, events }, true);
      await dropFormer(this.tools.database, view);
      return events;
    });
  }

  /** Null verifies every view. Throws ViewsToolError. */
  async verify(name: string | null): Promise<readonly Verification[]> {
    const chosen = name === null ? this.views : [this.named(name)];
    const verifications: Verification[] = [];
    for (const group of new Set(chosen.map((view) => view.group))) {
      const views = chosen.filter((view) => view.group === group);
      const all = this.views.filter((view) => view.group === group);
      await this.refuseWhileChanging(all);
      verifications.push(
        ...(await this.holding(group, async (lease, checkpoint, signal) => {
          const { position } = await catchUp(this.tools, all, lease, checkpoint, signal);
          return verifyViews(this.tools, views, position, signal);
        })),
      );
    }
    return verifications;
  }

  private async holding<T>(group: string, work: (lease: GroupLease, checkpoint: Checkpoint, signal: AbortSignal) => Promise<T>): Promise<T> {
    const lease = new GroupLease(this.tools.database, group);
    const checkpoint = await acquireByAsking(lease, HAND_OVER_MS);
    return whileHolding(lease, new AbortController().signal, (signal) => work(lease, checkpoint, signal));
  }

  /** A view that has just got a new version is rebuilt by the worker first. */
  private async refuseWhileChanging(views: readonly AnyView[]): Promise<void> {
    const until = performance.now() + HAND_OVER_MS;
    for (;;) {
      const catalogue = await catalogueOf(this.tools.database).find().toArray();
      const changing = views.find(({ name, version }) => catalogue.find(({ _id }) => _id === name)?.version !== version);
      if (changing === undefined) return;
      if (performance.now() > until)
        throw new ViewsToolError(`The view ${changing.name} has not been built in its present version: start the worker, or rebuild it first.`);
      await pause(200);
    }
  }

  private named(name: string): AnyView {
    const view = this.views.find((each) => each.name === name);
    if (view === undefined) throw new ViewsToolError(`There is no view ${name}; take one of ${this.views.map((each) => each.name).join(', ')}.`);
    return view;
  }
}
