import type { FieldProblem } from '../../../../event-schemas/src/http/problem';

export interface ProblemFacts {
  readonly status: number;
  /** Stable slug such as `import-already-finished`; the problem's type is `/problems/<slug>`. */
  readonly type: string;
  /** The kind of problem, the same for every occurrence. */
  readonly title: string;
  /** One sentence about this occurrence and the way out; no personal values. */
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  /** Extra response headers, such as `Retry-After`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Extra members of the body, such as the current value on a 412. */
  readonly extension?: Readonly<Record<string, unknown>>;
}

/** The answer "no" of a route, as RFC 9457 wants it. Thrown by controllers and guards; one filter writes it. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  constructor(readonly facts: ProblemFacts) {
    super(facts.detail);
  }
}

export const notFound = (thing: string): HttpProblem =>
  new HttpProblem({ status: 404, type: 'not-found', title: 'Not found', detail: `There is no such ${thing} in this workspace.` });

/** A 400 about one place of the request: a JSON pointer into the body, or `?name` for a query parameter. */
export const invalidField = (pointer: string, code: string, message: string): HttpProblem => invalidFields([{ pointer, code, message }]);

export function invalidFields(errors: readonly FieldProblem[]): HttpProblem {
  const fields = new Set(errors.map(({ pointer }) => pointer)).size;
  return new HttpProblem({
    status: 400,
    type: 'invalid-request',
    title: 'The request is not valid',
    detail: fields === 1 ? 'One field breaks a rule; see errors.' : `${String(fields)} fields break a rule; see errors.`,
    errors,
  });
}
