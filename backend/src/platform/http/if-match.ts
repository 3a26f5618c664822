import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { HttpProblem } from './http-problem';

const REVISION = /^(?:W\/)?"(\d{1,15})"$/;

export const seenRevision = (_: unknown, context: ExecutionContext): number | null =>
  revisionOf(context.switchToHttp().getRequest<Request>().header('if-match') ?? null);

/** `@IfMatch() revision: number | null`: the revision of the ETag that the caller has seen; null without the header and for `*`. */
export const IfMatch = createParamDecorator(seenRevision);

/** The ETag of a resource whose stream stands at the revision. */
export const etagOf = (revision: number): string => `"${String(revision)}"`;

/** Throws a 400 for what no answer of this installation carried. */
export function revisionOf(header: string | null): number | null {
  if (header === null || header.trim() === '*') return null;
  const [, revision] = REVISION.exec(header.trim()) ?? [];
  if (revision === undefined) throw invalidIfMatch();
  return Number(revision);
}

/** A field that is being edited was changed by somebody else; `current` is the resource as it stands now, at that revision. */
export const changedMeanwhile = (current: unknown, revision: number): HttpProblem =>
  new HttpProblem({
    status: 412,
    type: 'changed-meanwhile',
    title: 'Somebody else changed it',
    detail: 'A field that you edit was changed since you read it; look at the current value and decide again.',
    headers: { ETag: etagOf(revision) },
    extension: { current },
  });

export const invalidIfMatch = (): HttpProblem =>
  new HttpProblem({
    status: 400,
    type: 'invalid-if-match',
    title: 'If-Match is not valid',
    detail: 'If-Match must be the one ETag that this installation answered for the resource, such as "12", or *.',
  });
