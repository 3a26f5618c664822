import { timingSafeEqual } from 'node:crypto';
import type { Metadata } from '@grpc/grpc-js';

/** The start-up secret travels as the client's connection name. It keeps other users of the same machine out; it is not meant for a network. */
export function isAllowed(metadata: Metadata, secret: string | null): boolean {
  if (secret === null) return true;
  const given = metadata.get('connection-name')[0];
  return given !== undefined && isSecret(given, secret);
}

export function isSecret(given: string | Buffer, secret: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(secret)];
  return left.length === right.length && timingSafeEqual(left, right);
}
