/** What the client read, as the port shows it. */
import type { AllStreamRecordedEvent, RecordedEvent } from '@eventstore/db-client';
import type { StoredEvent } from './event-store';

const DIGITS = 20;

/** A commit position as 20 digits, so that the order of texts is the order of the log. */
export const positionText = (commit: bigint | number | string | undefined): string => (commit ?? 0n).toString().padStart(DIGITS, '0');

/** Events of the server itself, which tell nothing about the business. */
export const isSystemEvent = (event: { readonly streamId: string; readonly type: string }): boolean =>
  event.streamId.startsWith('$') || event.type.startsWith('$');

export const storedEvent = (event: RecordedEvent | AllStreamRecordedEvent): StoredEvent => ({
  id: event.id,
  storedType: event.type,
  data: event.data as Readonly<Record<string, unknown>>,
  metadata: (event.metadata ?? {}) as Readonly<Record<string, unknown>>,
  stream: event.streamId,
  revision: Number(event.revision),
  position: positionText((event as { position?: { commit: bigint } }).position?.commit),
  recordedAt: event.created.toISOString(),
});
