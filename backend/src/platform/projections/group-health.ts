/** How a group is, in words that a person on duty can act on. */
import { MongoError } from 'mongodb';
import type { ReadinessCheck } from '../observability/readiness';

/** `waiting`: another worker holds the lease. */
export type GroupState = 'waiting' | 'rebuilding' | 'catching-up' | 'live' | 'faulted';

export interface GroupHealth {
  readonly group: string;
  readonly state: GroupState;
  readonly position: string;
  /** A code; null unless faulted. */
  readonly reason: string | null;
}

const REASONS: Readonly<Record<string, string>> = {
  ViewBroke: 'view-broke',
  MissingKeyNotExplained: 'missing-key',
  BoxDoesNotOpen: 'box-does-not-open',
  EventStoreUnavailable: 'event-store-unavailable',
  CheckpointBeyondLog: 'checkpoint-beyond-log',
};

export function reasonOf(error: unknown): string {
  if (error instanceof MongoError) return 'view-database-unavailable';
  return (error instanceof Error ? REASONS[error.name] : undefined) ?? 'fault';
}

/** Red while a group is stopped by a fault; a group that is behind answers its readers with 202. */
export const groupCheck = (prefix: string, health: () => GroupHealth): ReadinessCheck => ({
  name: `${prefix}:${health().group}`,
  check: () => Promise.resolve(health().reason),
});
