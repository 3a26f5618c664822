/** Carries out the commands of instances, in order per instance; what cannot proceed is parked, never dropped. */
import { MongoError } from 'mongodb';
import { EventStoreUnavailable } from '../event-store/event-store';
import { faultFacts, type Log } from '../observability/log';
import type { Clock } from '../time-and-ids/clock';
import type { InstanceStore } from './instance-store';
import { CannotProceed, type AnyProcess } from './process';
import { withOutbox, type InstanceDocument, type OutboxEntry } from './process-state';

export interface DeliveriesOptions {
  readonly process: AnyProcess;
  readonly instances: InstanceStore;
  /** Nest's command bus. */
  readonly execute: (command: object) => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Log;
}

const MOST_ATTEMPTS = 5;

export class Deliveries {
  constructor(private readonly options: DeliveriesOptions) {}

  /** Carries out the first command of each instance; true when there may be more. Throws when a store is out of reach. */
  async round(alone: <T>(work: () => Promise<T>) => Promise<T>, signal: AbortSignal): Promise<boolean> {
    const waiting = await this.options.instances.waiting();
    let progress = false;
    for (const instance of waiting) {
      const [entry] = instance.outbox;
      if (entry === undefined || signal.aborted) continue;
      const after = await this.outcome(instance, entry);
      await alone(() => this.settle(instance._id, entry.commandId, after));
      // Carried out, or parked; a command that failed waits for the next round.
      progress ||= after?.parked !== null;
    }
    return progress;
  }

  /** Null: carried out. */
  private async outcome(instance: InstanceDocument, entry: OutboxEntry): Promise<OutboxEntry | null> {
    const { process, execute, clock, log } = this.options;
    const { commandId, correlationId, causationId, occurredAt } = entry;
    const who = { workspaceId: instance.workspaceId, actor: null, surface: 'system', purpose: 'operate', basis: 'contract', source: 'system' } as const;
    try {
      await execute(process.command(entry.command, { commandId, correlationId, causationId, occurredAt, ...who }));
      return null;
    } catch (error) {
      if (error instanceof EventStoreUnavailable || error instanceof MongoError) throw error;
      const attempts = entry.attempts + 1;
      const reason = error instanceof CannotProceed ? error.reason : attempts >= MOST_ATTEMPTS ? 'failed-repeatedly' : null;
      const facts = { process: process.name, instance: instance._id, commandId, attempts, reason };
      if (!(error instanceof CannotProceed)) log.warn({ ...facts, fault: faultFacts(error) }, 'command failed');
      if (reason === null) return { ...entry, attempts };
      log.warn(facts, 'command parked');
      return { ...entry, attempts, parked: { reason, at: clock.now() } };
    }
  }

  private async settle(id: string, commandId: string, entry: OutboxEntry | null): Promise<void> {
    const { instances } = this.options;
    const before = (await instances.find([id])).get(id);
    if (before === undefined) return;
    const outbox = before.outbox.flatMap((each) => (each.commandId !== commandId ? [each] : entry === null ? [] : [entry]));
    await instances.write([{ before, after: withOutbox(before, outbox) }]);
  }
}
