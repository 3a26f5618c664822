import type { QueueEntry, StoreTypes } from '../../platform/stores/schemas';
import { outcomeOf, type Outcome } from '../../platform/outbox/outcome';
import type { WorkerPorts } from '../../platform/worker-ports';
import type { Access, Tokens } from '../../sign-in/tokens';
import { settle, type Settled } from './settle';

/**
 * Sends what waits, one entry at a time and in order per import. Holds no state of its own: a worker that is stopped at any point
 * repeats the request under the same key and gets the same answer.
 */
export class Outbox {
  private running: Promise<void> | null = null;
  private asked = 0;
  private changing = 0;

  constructor(
    private readonly ports: WorkerPorts,
    private readonly tokens: Tokens,
  ) {}

  /** Resolves when nothing more can be sent now. */
  drain(): Promise<void> {
    this.asked += 1;
    this.running ??= this.sendUntilAsked().finally(() => (this.running = null));
    return this.running;
  }

  /**
   * Makes a change that may add something to send, then sends. The wake-up is asked for before: a worker that is stopped right after
   * the change comes back for it.
   */
  async sendAfter<T>(change: () => Promise<T>): Promise<T> {
    this.changing += 1;
    this.ports.wakeIn(NEXT_LOOK_MS);
    try {
      return await change();
    } finally {
      this.changing -= 1;
      void this.drain();
    }
  }

  /** Whoever asks while the last look is under way may have added something behind it. */
  private async sendUntilAsked(): Promise<void> {
    for (;;) {
      const asked = this.asked;
      const wakeInMs = await this.sendAll();
      if (asked === this.asked) {
        if (wakeInMs !== null || this.changing === 0) this.ports.wakeIn(wakeInMs);
        return;
      }
    }
  }

  /** How long to wait before the next look; null when nothing waits. */
  private async sendAll(): Promise<number | null> {
    for (;;) {
      const state = await this.ports.stores.read();
      const due = nextEntry(state, this.ports.now());
      if (due.kind === 'nothing') return null;
      if (due.kind === 'wait') return due.ms;
      // The wake-up is asked for before sending, in case the worker does not live to see the answer.
      this.ports.wakeIn(NEXT_LOOK_MS);
      const access = await this.tokens.access();
      if (access.kind === 'none') return null;
      const outcome = access.kind === 'later' ? later(access) : await this.send(due.entry, access);
      if (outcome === null) return null;
      await this.store(due.entry, outcome);
    }
  }

  /** Null: the server takes no token of this browser any more. */
  private async send(entry: QueueEntry, access: Extract<Access, { kind: 'token' }>): Promise<Settled | null> {
    const outcome = await this.request(entry, access);
    if (outcome.kind !== 'unauthorised') return outcome;
    const renewed = await this.tokens.access(access.token);
    if (renewed.kind === 'none') return null;
    if (renewed.kind === 'later') return later(renewed);
    const again = await this.request(entry, renewed);
    if (again.kind !== 'unauthorised') return again;
    await this.tokens.end();
    return null;
  }

  private async request(entry: QueueEntry, { origin, token }: Extract<Access, { kind: 'token' }>): Promise<Outcome<unknown>> {
    const { progress } = await this.ports.stores.read();
    const importId = progress.imports.find((one) => one.key === entry.importKey)?.importId ?? null;
    const path = pathOf(entry, importId);
    if (path === null) return { kind: 'poison', code: 'import-unknown', detail: '' };
    const body = entry.request.kind === 'cancel' ? {} : entry.request.body;
    return outcomeOf(await this.ports.post(origin, { path, body, idempotencyKey: entry.id, accessToken: token }));
  }

  private store(entry: QueueEntry, outcome: Settled): Promise<void> {
    const { now, newId, random } = this.ports;
    return this.ports.stores.change(({ queue, progress }) => ({
      changes: settle({ queue, progress }, entry, outcome, { now: now(), newId, random }),
      result: undefined,
    }));
  }
}

const NEXT_LOOK_MS = 30_000;
const later = (access: Extract<Access, { kind: 'later' }>): Settled => ({ kind: 'later', counts: false, retryAfterMs: access.retryAfterMs });

function pathOf(entry: QueueEntry, importId: string | null): string | null {
  if (entry.request.kind === 'start') return '/imports';
  if (importId === null) return null;
  return `/imports/${importId}/${entry.request.kind === 'page' ? 'pages' : entry.request.kind}`;
}

type Next = { readonly kind: 'entry'; readonly entry: QueueEntry } | { readonly kind: 'wait'; readonly ms: number } | { readonly kind: 'nothing' };

/** The first entry of each import stands for it; one that was set aside holds its import back, and no other. */
export function nextEntry({ queue, session }: Pick<StoreTypes, 'queue' | 'session'>, now: Date): Next {
  if (session.status !== 'paired') return { kind: 'nothing' };
  const heads = queue.entries.filter((entry, index, all) => all.findIndex((other) => other.importKey === entry.importKey) === index);
  const sendable = heads.filter((entry) => entry.poison === null && entry.workspaceId === session.workspaceId);
  const waits = sendable.map((entry) => (entry.notBefore === null ? 0 : Math.max(0, Date.parse(entry.notBefore) - now.getTime())));
  const ready = sendable.find((_, index) => waits[index] === 0);
  if (ready !== undefined) return { kind: 'entry', entry: ready };
  return waits.length === 0 ? { kind: 'nothing' } : { kind: 'wait', ms: Math.min(...waits) };
}
