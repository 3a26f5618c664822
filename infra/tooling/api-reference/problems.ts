/** Which problems a route may answer: those of every route, those that follow from its declaration, and those of its `@Refuses`. */
import { HttpException, type PipeTransform, type Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { FuturePosition } from '../../../backend/src/platform/projections/view-reader';
import { IdempotencyInProgress, IdempotencyKeyReused } from '../../../backend/src/platform/idempotency/idempotency';
import { StreamContended } from '../../../backend/src/platform/decider/decider-runner';
import { EventStoreUnavailable } from '../../../backend/src/platform/event-store/event-store';
import { REFUSALS, REPEATABLE } from '../../../backend/src/platform/http/api-docs/refuses';
import { HttpProblem, invalidField, type ProblemFacts } from '../../../backend/src/platform/http/http-problem';
import { changedMeanwhile, invalidIfMatch, seenRevision } from '../../../backend/src/platform/http/if-match';
import { forbiddenKey, tooDeep } from '../../../backend/src/platform/http/json-body';
import { clearText, foreignOrigin, wrongHost } from '../../../backend/src/platform/http/origins';
import { problemOfFault } from '../../../backend/src/platform/http/platform-faults';
import { invalidPosition, WAITED_VIEW } from '../../../backend/src/platform/http/position';
import { invalidIdempotencyKey } from '../../../backend/src/platform/http/request-facts';
import { addressTooLong, tooManyHeaders } from '../../../backend/src/platform/http/request-limits';
import type { Route } from '../../../backend/src/platform/http/route-table';
import { ofStatus } from '../../../backend/src/platform/http/status-problems';
import { barred, inNoWorkspace, secondFactorRequired } from '../../../backend/src/platform/identity/access.guard';
import { PERMISSIONS } from '../../../backend/src/platform/identity/permissions';
import { tooManyRequests } from '../../../backend/src/platform/limits/refuse-excess';

/** Of any route, whatever it does. */
export const EVERYWHERE: readonly ProblemFacts[] = [
  ofStatus(400),
  forbiddenKey().facts,
  tooDeep().facts,
  invalidIdempotencyKey().facts,
  { ...ofStatus(405), headers: { Allow: 'GET' } },
  ofStatus(413),
  addressTooLong().facts,
  ofStatus(415),
  wrongHost().facts,
  clearText().facts,
  tooManyHeaders().facts,
  problemOfFault(null),
  problemOfFault(new EventStoreUnavailable('')),
  problemOfFault(new StreamContended()),
];

/** What the declaration of a route says, beside its decorators for the reference. */
export interface Declared {
  readonly body: Type | null;
  readonly query: boolean;
  readonly ifMatch: boolean;
  readonly waits: boolean;
  readonly repeatable: 'recorded' | 'renewed' | null;
  readonly pipes: readonly PipeTransform[];
}

interface Argument {
  readonly index: number;
  readonly factory?: unknown;
  readonly pipes?: readonly PipeTransform[];
}

export function declaredBy({ controller, handler, name }: Route): Declared {
  const method = name.split('.').at(-1) ?? name;
  const given = Object.entries((Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) as Readonly<Record<string, Argument>> | undefined) ?? {});
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, method) as readonly Type[] | undefined) ?? [];
  const body = given.find(([kind]) => kind.startsWith('3:'))?.[1];
  return {
    body: body === undefined ? null : (types[body.index] ?? null),
    query: given.some(([kind]) => kind.startsWith('4:')),
    ifMatch: given.some(([, { factory }]) => factory === seenRevision),
    waits: Reflect.hasMetadata(WAITED_VIEW, handler),
    repeatable: (Reflect.getMetadata(REPEATABLE, handler) as Declared['repeatable'] | undefined) ?? null,
    pipes: given.flatMap(([, { pipes }]) => (pipes ?? []).filter((pipe) => typeof pipe === 'object')),
  };
}

/** Every problem of the route but those of every route. */
export function refusalsOf(route: Route): readonly ProblemFacts[] {
  const { body, query, ifMatch, waits, repeatable, pipes } = declaredBy(route);
  const own = Reflect.getMetadata(REFUSALS, route.handler) as (() => readonly HttpProblem[]) | undefined;
  return [
    ...(body === null && !query ? [] : [invalidField('/name', 'is-string', 'name must be a string').facts]),
    ...pipes.flatMap(refusalOfPipe),
    ...(waits ? [invalidPosition().facts, problemOfFault(new FuturePosition())] : []),
    ...(ifMatch ? [invalidIfMatch().facts, changedMeanwhile({}, 0).facts] : []),
    ...accessRefusals(route),
    ...(route.method === 'GET' ? [] : [foreignOrigin().facts]),
    ...(own?.() ?? []).map(({ facts }) => facts),
    ...(repeatable === 'recorded' ? [problemOfFault(new IdempotencyInProgress()), problemOfFault(new IdempotencyKeyReused())] : []),
    tooManyRequests(7).facts,
  ];
}

function accessRefusals({ access }: Route): readonly ProblemFacts[] {
  const notSignedIn = { ...ofStatus(401), headers: { 'WWW-Authenticate': 'Bearer' } };
  if (access.kind === 'public') return access.knowsCaller ? [notSignedIn] : [];
  const { own, alone } = PERMISSIONS[access.permission];
  const standing = [
    ...(own ? [] : [barred('A list was shared outside the company.').facts, secondFactorRequired().facts]),
    ...(alone ? [] : [inNoWorkspace().facts]),
  ];
  return [notSignedIn, ofStatus(403), ...standing];
}

/** What a pipe makes of a parameter that it does not take. */
function refusalOfPipe(pipe: PipeTransform): readonly ProblemFacts[] {
  const { exceptionFactory } = pipe as { readonly exceptionFactory?: (message: string) => unknown };
  const thrown = exceptionFactory?.('');
  if (thrown instanceof HttpProblem) return [thrown.facts];
  return thrown instanceof HttpException ? [ofStatus(thrown.getStatus())] : [];
}
