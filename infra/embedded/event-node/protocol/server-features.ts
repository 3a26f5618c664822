import type { sendUnaryData } from '@grpc/grpc-js';
import features from '@eventstore/db-client/generated/serverfeatures_pb';

/** The release whose behaviour this node has. */
const VERSION = '23.10.0';

const STREAMS = 'event_store.client.streams.streams';
const PERSISTENT = 'event_store.client.persistent_subscriptions.persistentsubscriptions';
const PROJECTIONS = 'event_store.client.projections.projections';

/** Persistent subscriptions and projections are named although calling them gives UNIMPLEMENTED: otherwise the client falls back to plain HTTP, which is not spoken here. */
const METHODS: readonly (readonly [service: string, method: string, features: readonly string[]])[] = [
  [STREAMS, 'read', ['position', 'events']],
  [STREAMS, 'append', []],
  [STREAMS, 'batchappend', ['deadline_duration']],
  [STREAMS, 'delete', []],
  [STREAMS, 'tombstone', []],
  ...['create', 'update', 'delete', 'read', 'getinfo', 'list', 'replayparked', 'restartsubsystem'].map(
    (method) => [PERSISTENT, method, ['stream', 'all']] as const,
  ),
  [PROJECTIONS, 'create', ['track_emitted_streams']],
  ['event_store.client.gossip.gossip', 'read', []],
  ['event_store.client.server_features.serverfeatures', 'getsupportedmethods', []],
];

export function getSupportedMethods(_call: unknown, reply: sendUnaryData<features.SupportedMethods>): void {
  const answer = new features.SupportedMethods();
  answer.setEventStoreServerVersion(VERSION);
  for (const [service, method, names] of METHODS) {
    const entry = new features.SupportedMethod();
    entry.setServiceName(service);
    entry.setMethodName(method);
    entry.setFeaturesList([...names]);
    answer.addMethods(entry);
  }
  reply(null, answer);
}
