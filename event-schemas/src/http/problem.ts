/** RFC 9457 problem details, media type application/problem+json. */
export interface Problem {
  /** A stable address such as `/problems/import-already-finished`; `about:blank` is not used. */
  readonly type: string;
  /** Such as `The request is not valid`. */
  readonly title: string;
  /** Such as `400`. */
  readonly status: number;
  /** Such as `One field breaks a rule; see errors.`. */
  readonly detail: string;
  /** Path of the request. Such as `/api/v1/imports`. */
  readonly instance: string;
  readonly errors?: readonly FieldProblem[];
  /** With 412: the resource as it stands now. */
  readonly current?: unknown;
}

export interface FieldProblem {
  /** JSON pointer into the request body, such as `/rows/3/fullName`; `?limit` for a query parameter. */
  readonly pointer: string;
  /** Stable name of the rule, such as `max-length`. */
  readonly code: string;
  /** One sentence for people. Such as `This field must be text of 1 to 300 characters.`. */
  readonly message: string;
}
