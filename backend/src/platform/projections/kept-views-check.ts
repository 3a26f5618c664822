/** For a process that only reads views: whether some worker keeps them. */
import type { Db } from 'mongodb';
import type { ReadinessCheck } from '../observability/readiness';
import type { AnyView } from './view';
import { groupsOf } from './views-database';

/** A lease is renewed every few seconds, so one that ended this long ago belongs to nobody. */
const FORSAKEN_MS = 15_000;

export const keptViewsCheck = (database: Db, views: readonly AnyView[]): ReadinessCheck => ({
  name: 'views-kept',
  check: async () => {
    const names = [...new Set(views.map(({ group }) => group))];
    const kept = await groupsOf(database).countDocuments({ _id: { $in: names }, $expr: { $gt: ['$leaseUntil', { $subtract: ['$$NOW', FORSAKEN_MS] }] } });
    return kept === names.length ? null : 'no-worker';
  },
});
