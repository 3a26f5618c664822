import type { NextFunction, Request, Response } from 'express';
import { HttpProblem } from './http-problem';

/** Browsers send about twenty; a proxy adds a few. */
export const MOST_HEADERS = 64;
/** The longest query we make ourselves is a filter with a cursor of about 1,000 characters. */
export const LONGEST_ADDRESS = 4_096;

/** Before anything reads the request: its address and its headers are of a size that honest clients keep. */
export function limitRequest(request: Request, _response: Response, next: NextFunction): void {
  if (request.originalUrl.length > LONGEST_ADDRESS) next(addressTooLong());
  else if (request.rawHeaders.length / 2 > MOST_HEADERS) next(tooManyHeaders());
  else next();
}

export const addressTooLong = (): HttpProblem =>
  new HttpProblem({
    status: 414,
    type: 'address-too-long',
    title: 'The address is too long',
    detail: `Path and query may have at most ${String(LONGEST_ADDRESS)} characters together; ask for less at once.`,
  });

export const tooManyHeaders = (): HttpProblem =>
  new HttpProblem({
    status: 431,
    type: 'too-many-headers',
    title: 'Too many headers',
    detail: `A request may carry at most ${String(MOST_HEADERS)} headers; leave the others out.`,
  });
