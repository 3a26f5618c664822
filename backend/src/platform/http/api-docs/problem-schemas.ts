const text = (description: string, example: string) => ({ type: 'string', description, example });

interface ProblemResponse {
  description: string;
  content: Record<string, { schema: { $ref: string } }>;
}

/** The shape of every "no", as event-schemas/src/http/problem.ts has it. */
export const PROBLEM_SCHEMAS = {
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'instance'],
    properties: {
      type: text('Stable name of the kind of problem.', '/problems/invalid-request'),
      title: text('The kind in words.', 'The request is not valid'),
      status: { type: 'integer', example: 400 },
      detail: text('What happened and the way out, in one sentence.', 'One field breaks a rule; see errors.'),
      instance: text('Path of the request.', '/api/v1/imports'),
      errors: { type: 'array', items: { $ref: '#/components/schemas/FieldProblem' } },
    },
  },
  FieldProblem: {
    type: 'object',
    required: ['pointer', 'code', 'message'],
    properties: {
      pointer: text('JSON pointer into the body, or ?name of a query parameter.', '/rows/3/fullName'),
      code: text('Stable name of the rule.', 'max-length'),
      message: text('The rule in one sentence.', 'This field must be text of 1 to 300 characters.'),
    },
  },
};

export const problemResponse = (description: string): ProblemResponse => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});
