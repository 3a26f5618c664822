/** What waits for a person, and how it is tried again. */
import type { Db } from 'mongodb';
import { InstanceStore } from './instance-store';
import type { AnyProcess } from './process';
import { withOutbox } from './process-state';

export interface ParkedCommand {
  /** To be given to retry. */
  readonly commandId: string;
  readonly process: string;
  readonly instance: string;
  readonly workspaceId: string | null;
  readonly reason: string;
  readonly attempts: number;
  readonly at: string;
}

export async function parkedCommands(database: Db, processes: readonly AnyProcess[]): Promise<readonly ParkedCommand[]> {
  const found: ParkedCommand[] = [];
  for (const process of processes) {
    for (const { _id, workspaceId, outbox } of await new InstanceStore(database, process).parked()) {
      const [first] = outbox;
      if (first?.parked == null) continue;
      const { commandId, attempts, parked } = first;
      found.push({ commandId, process: process.name, instance: _id, workspaceId, reason: parked.reason, attempts, at: parked.at });
    }
  }
  return found;
}

/** The worker that holds the process carries it out within its next tick. False when no such command is parked. */
export async function retryParked(database: Db, processes: readonly AnyProcess[], commandId: string): Promise<boolean> {
  for (const process of processes) {
    const instances = new InstanceStore(database, process);
    const before = await instances.withCommand(commandId);
    const entry = before?.outbox.find((each) => each.commandId === commandId);
    if (before === null || entry?.parked == null) continue;
    const outbox = before.outbox.map((each) => (each === entry ? { ...each, attempts: 0, parked: null } : each));
    await instances.write([{ before, after: withOutbox(before, outbox) }]);
    return true;
  }
  return false;
}
