import type { Response } from 'express';
import { HttpProblem } from '../http/http-problem';
import type { Verdict } from './request-limits';

/** Tells the caller what is left, and throws a 429 when nothing is. */
export function refuseExcess({ retryAfterSeconds, headers }: Verdict, response: Response): void {
  response.set(headers);
  if (retryAfterSeconds !== null) throw tooManyRequests(retryAfterSeconds);
}

export const tooManyRequests = (seconds: number): HttpProblem =>
  new HttpProblem({
    status: 429,
    type: 'too-many-requests',
    title: 'Too many requests',
    detail: `More requests came than the limit allows; go on after ${String(seconds)} seconds, as Retry-After says.`,
    headers: { 'Retry-After': String(seconds) },
  });
