import { join } from 'node:path';
import { LaneThreads } from '../platform/projections/lane-threads';
import type { Config } from './config';

export type RebuildConnections = Pick<Config, 'eventStoreUrl' | 'viewsUrl' | 'vaultUrl' | 'keyFolder'>;

/** Of the built server. */
export const rebuildThreads = ({ eventStoreUrl, viewsUrl, vaultUrl, keyFolder }: RebuildConnections): LaneThreads =>
  new LaneThreads({ entry: join(__dirname, 'rebuild.thread.js'), connections: { eventStoreUrl, viewsUrl, vaultUrl, keyFolder } satisfies RebuildConnections });
