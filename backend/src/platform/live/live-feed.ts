/** Tells, per workspace, which topic has news: follows the log and speaks only after the topic's views have passed the event. */
import { LIVE_TOPICS, type LiveMessage, type LiveTopic } from '../../../../event-schemas/src/http/live';
import { definitionOfStoredType } from '../../../../event-schemas/src/registry';
import { BackOff } from '../event-store/back-off';
import type { EventStore, StoredEvent } from '../event-store/event-store';
import type { CheckpointWatch } from '../projections/checkpoint-watch';
import type { AnyView } from '../projections/view';

export type LiveListener = (message: LiveMessage) => void;

interface News {
  position: string;
  waiting: boolean;
}

/** Waited for again as long as somebody listens. */
const LONGEST_WAIT_MS = 60_000;

export class LiveFeed {
  private readonly listeners = new Map<string, Set<LiveListener>>();
  private readonly news = new Map<string, News>();
  private readonly topicsOfType = new Map<string, Set<LiveTopic>>();
  private readonly groupsOfTopic = new Map<LiveTopic, Set<string>>();
  private tail: { readonly stop: AbortController; readonly ready: Promise<void> } | null = null;

  constructor(
    private readonly store: EventStore,
    private readonly checkpoints: CheckpointWatch,
    views: readonly AnyView[],
  ) {
    for (const { topic, group, types } of views) {
      const known = LIVE_TOPICS.find((each) => each === topic);
      if (known === undefined) continue;
      for (const type of types) added(this.topicsOfType, type, known);
      added(this.groupsOfTopic, known, group);
    }
  }

  /**
   * Resolves when nothing that happens from now on will be missed: whoever fetches after that and refetches on every
   * message is up to date. Returns how to stop.
   */
  async subscribe(workspaceId: string, listener: LiveListener): Promise<() => void> {
    added(this.listeners, workspaceId, listener);
    try {
      await this.tailed();
      await this.announceWhatIsUnderWay(workspaceId);
    } catch (error) {
      this.unsubscribe(workspaceId, listener);
      throw error;
    }
    return () => this.unsubscribe(workspaceId, listener);
  }

  /** Ends the following. */
  close(): void {
    this.listeners.clear();
    this.tail?.stop.abort();
    this.tail = null;
  }

  private unsubscribe(workspaceId: string, listener: LiveListener): void {
    const listening = this.listeners.get(workspaceId);
    listening?.delete(listener);
    if (listening?.size === 0) this.listeners.delete(workspaceId);
    if (this.listeners.size === 0) this.close();
  }

  /** One following for all, and none while nobody listens. */
  private tailed(): Promise<void> {
    if (this.tail !== null) return this.tail.ready;
    const stop = new AbortController();
    const ready = this.store.lastPosition().then((after) => void this.follow(after, stop.signal));
    const tail = { stop, ready };
    this.tail = tail;
    ready.catch(() => {
      if (this.tail === tail) this.tail = null;
    });
    return ready;
  }

  private async follow(from: string, signal: AbortSignal): Promise<void> {
    const backOff = new BackOff();
    let after = from;
    while (!signal.aborted) {
      const batch = (events: readonly StoredEvent[]): Promise<void> => {
        for (const event of events) this.notice(event);
        after = events.at(-1)?.position ?? after;
        return Promise.resolve();
      };
      await this.store.follow({ after, maxBatch: 500, batch, signal }).catch(() => undefined);
      await backOff.pause(signal);
    }
  }

  private notice({ storedType, metadata, position }: StoredEvent): void {
    const workspaceId = metadata['workspaceId'];
    if (typeof workspaceId !== 'string') return;
    const type = definitionOfStoredType(storedType)?.name ?? '';
    for (const topic of this.topicsOfType.get(type) ?? []) this.note(workspaceId, topic, position);
  }

  /** The newest position counts; one wait at a time per topic. */
  private note(workspaceId: string, topic: LiveTopic, position: string): void {
    const key = `${workspaceId}/${topic}`;
    const news = this.news.get(key) ?? { position, waiting: false };
    if (news.position < position) news.position = position;
    this.news.set(key, news);
    if (!news.waiting) void this.speakWhenSeen(workspaceId, topic, news, key);
  }

  private async speakWhenSeen(workspaceId: string, topic: LiveTopic, news: News, key: string): Promise<void> {
    news.waiting = true;
    let told = '';
    while (told < news.position && this.listeners.size > 0) {
      const position = news.position;
      if (!(await this.seen(topic, position))) continue;
      told = position;
      for (const listener of this.listeners.get(workspaceId) ?? []) listener({ topic, position });
    }
    this.news.delete(key);
  }

  private async seen(topic: LiveTopic, position: string): Promise<boolean> {
    const groups = [...(this.groupsOfTopic.get(topic) ?? [])];
    try {
      const reached = await Promise.all(groups.map((group) => this.checkpoints.waitFor(group, position, LONGEST_WAIT_MS)));
      return reached.every((each) => each === 'reached');
    } catch {
      await new BackOff().pause();
      return false;
    }
  }

  /** Events from before the subscription that the views have not seen yet. */
  private async announceWhatIsUnderWay(workspaceId: string): Promise<void> {
    const end = await this.store.lastPosition();
    for (const [topic, groups] of this.groupsOfTopic) {
      const checkpoints = await Promise.all([...groups].map((group) => this.checkpoints.checkpoint(group)));
      if (checkpoints.some((checkpoint) => checkpoint < end)) this.note(workspaceId, topic, end);
    }
  }
}

function added<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  sets.set(key, (sets.get(key) ?? new Set<V>()).add(value));
}
