import type { ApiPost } from './api/api-client';
import type { Stores } from './stores/stores';

/** Everything the background context needs from outside; fixed in specs. */
export interface WorkerPorts {
  readonly stores: Stores;
  readonly post: ApiPost;
  readonly now: () => Date;
  /** UUIDv4. */
  readonly newId: () => string;
  /** 43 characters base64url from 32 random bytes. */
  readonly newState: () => string;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly extensionVersion: string;
  /** Something waits: try again after this many milliseconds, also when the worker was stopped meanwhile. Null: nothing waits. */
  readonly wakeIn: (ms: number | null) => void;
}
