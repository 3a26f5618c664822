import { STATUS_CODES } from 'node:http';
import type { ProblemFacts } from './http-problem';

const DETAILS: Readonly<Record<number, readonly [type: string, detail: string]>> = {
  400: ['malformed-request', 'The request could not be read: send well-formed JSON and a valid address.'],
  401: ['not-signed-in', 'Sign in, or refresh the access token, and repeat the request.'],
  403: ['not-permitted', 'This account, browser or API key may not do that; ask the owner of the workspace.'],
  404: ['not-found', 'Nothing is served at this address; /api/docs lists what is.'],
  405: ['method-not-allowed', 'The address exists but not with this method; see the Allow header.'],
  413: ['body-too-large', 'The body may hold at most 1 MiB; send fewer rows at once.'],
  415: ['unsupported-media-type', 'Send the body as application/json in UTF-8, uncompressed.'],
};

/** The problem of a bare status, for what the framework or the parser refuses. */
export function ofStatus(status: number): ProblemFacts {
  const [type, detail] = DETAILS[status] ?? ['refused', 'The request was refused.'];
  return { status, type, title: STATUS_CODES[status] ?? 'Refused', detail };
}
