/** RFC 9457 problem details, media type application/problem+json. */
export interface Problem {
  /** A stable address such as `/problems/import-already-finished`; `about:blank` is not used. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Path of the request. */
  readonly instance: string;
  readonly errors?: readonly FieldProblem[];
}

export interface FieldProblem {
  /** JSON pointer into the request body, such as `/rows/3/fullName`; `?limit` for a query parameter. */
  readonly pointer: string;
  /** Stable name of the rule, such as `max-length`. */
  readonly code: string;
  /** One sentence for people. */
  readonly message: string;
}
