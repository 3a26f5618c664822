import type { Db } from 'mongodb';
import type { EventStore } from '../event-store/event-store';
import type { ReadinessCheck } from './readiness';

export const databaseCheck = (name: string, database: Db): ReadinessCheck => ({
  name,
  check: async () => {
    await database.command({ ping: 1 });
    return null;
  },
});

export const eventStoreCheck = (events: EventStore): ReadinessCheck => ({
  name: 'event-store',
  check: async () => {
    await events.lastPosition();
    return null;
  },
});
