import type { Problem } from '../../../../../event-schemas/src/http/problem';
import { messages } from '../messages/messages';

/** What the server, or the lack of one, answered instead of a result. */
export class ApiFault extends Error {
  constructor(
    readonly problem: Problem,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(problem.detail);
  }
}

export const unreachable = (path: string): ApiFault =>
  new ApiFault({ type: '/problems/unreachable', title: messages.states.unreachableTitle, status: 0, detail: messages.states.unreachable, instance: path });

export const unreadable = (path: string, status: number): ApiFault =>
  new ApiFault({ type: '/problems/unreadable', title: messages.states.failedTitle, status, detail: messages.states.unreadable, instance: path });

/** The problem to show for anything thrown; a fault that is none of the server's is a bug and is thrown on. */
export function problemOf(fault: unknown): Problem {
  if (fault instanceof ApiFault) return fault.problem;
  throw fault;
}

export const isUnreachable = (fault: unknown): boolean => fault instanceof ApiFault && fault.problem.type === '/problems/unreachable';

export const isAbort = (fault: unknown): boolean => fault instanceof DOMException && fault.name === 'AbortError';
