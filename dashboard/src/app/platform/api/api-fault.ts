import type { Problem } from '../../../../../event-schemas/src/http/problem';
import { messages } from '../messages/messages';

/** What the server, or the lack of one, answered instead of a result. */
export class ApiFault extends Error {
  constructor(
    readonly problem: Problem,
    readonly retryAfterSeconds: number | null = null,
    /** Of what the problem shows as it stands now. */
    readonly etag: string | null = null,
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

/** Why the server did not take it, in a sentence; null when it did. What it says about a value comes before what it says about the whole. */
export async function refusalOf(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (fault) {
    const { detail, errors } = problemOf(fault);
    return errors?.[0]?.message ?? detail;
  }
}

const STILL_OPEN: readonly string[] = ['/problems/request-in-progress', '/problems/unreadable'];

/** True when the server said no, so that nothing was done; after every other fault it may have been. */
export const isRefusal = (fault: unknown): boolean =>
  fault instanceof ApiFault &&
  fault.problem.status >= 400 &&
  fault.problem.status < 500 &&
  fault.problem.status !== 429 &&
  !STILL_OPEN.includes(fault.problem.type);

export const isUnreachable = (fault: unknown): boolean => fault instanceof ApiFault && fault.problem.type === '/problems/unreachable';

export const isAbort = (fault: unknown): boolean => fault instanceof DOMException && fault.name === 'AbortError';
