/** Watches the checkpoints of groups, by polling, and only while somebody waits. */
import type { Db } from 'mongodb';
import { LOWEST_POSITION } from '../event-store/event-store';
import { groupsOf } from './views-database';

interface Waiter {
  readonly position: string;
  readonly settle: (reached: 'reached' | 'behind') => void;
  readonly fail: (error: unknown) => void;
}

const POLL_MS = 6;

export class CheckpointWatch {
  private readonly waiters = new Map<string, Set<Waiter>>();

  constructor(private readonly views: Db) {}

  async checkpoint(group: string): Promise<string> {
    const found = await groupsOf(this.views).findOne({ _id: group }, { projection: { position: 1 } });
    return found?.position ?? LOWEST_POSITION;
  }

  /** Resolves as soon as the group has passed the position, or with `behind` when the time is over. Rejects when the database cannot be read. */
  async waitFor(group: string, position: string, timeoutMs: number): Promise<'reached' | 'behind'> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise((settle, fail) => {
        const waiter = { position, settle, fail };
        timer = setTimeout(() => {
          this.waiters.get(group)?.delete(waiter);
          settle('behind');
        }, timeoutMs);
        this.add(group, waiter);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  private add(group: string, waiter: Waiter): void {
    const waiting = this.waiters.get(group);
    if (waiting !== undefined) {
      waiting.add(waiter);
      return;
    }
    const first = new Set([waiter]);
    this.waiters.set(group, first);
    void this.poll(group, first);
  }

  private async poll(group: string, waiting: Set<Waiter>): Promise<void> {
    while (waiting.size > 0) {
      try {
        const position = await this.checkpoint(group);
        for (const waiter of waiting) {
          if (waiter.position > position) continue;
          waiting.delete(waiter);
          waiter.settle('reached');
        }
      } catch (error) {
        for (const waiter of waiting) waiter.fail(error);
        waiting.clear();
      }
      if (waiting.size > 0) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    this.waiters.delete(group);
  }
}
