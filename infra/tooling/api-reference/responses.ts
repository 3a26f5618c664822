import type { ProblemFacts } from '../../../backend/src/platform/http/http-problem';
import type { Schema } from './schema';

/** Headers of answers, by name; the reference describes each once. */
export const HEADERS: Readonly<Record<string, Schema>> = {
  Position: { description: 'Where the log stands after the command. Send it back as After-Position.', schema: { type: 'string', pattern: '^\\d{20}$' } },
  ETag: { description: 'Revision of what was read or changed; send it back as If-Match.', schema: { type: 'string' }, example: '"12"' },
  Location: { description: 'Path of what was made.', schema: { type: 'string' }, example: '/api/v1/imports/7d0c5a7e-54d1-4c1e-9a53-8e1d3b7f2a10' },
  'Set-Cookie': { description: 'The refresh token, for this origin only and for no script.', schema: { type: 'string' } },
  'Content-Disposition': { description: 'Name for the file.', schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds to wait before the next try.', schema: { type: 'integer' }, example: 7 },
  Allow: { description: 'The methods that the address has.', schema: { type: 'string' }, example: 'GET, PATCH' },
  'WWW-Authenticate': { description: 'How to authenticate.', schema: { type: 'string' }, example: 'Bearer' },
  RateLimit: {
    description: 'What is left of the scarcest limit (r), and in how many seconds it begins anew (t).',
    schema: { type: 'string' },
    example: '"session";r=5990;t=7',
  },
  'RateLimit-Policy': {
    description: 'The limits that count this caller: requests (q) in seconds (w).',
    schema: { type: 'string' },
    example: '"session";q=6000;w=10',
  },
  'X-Request-Id': { description: 'To be named in a report; a lower-case UUID sent in this header comes back.', schema: { type: 'string', format: 'uuid' } },
};
const ALWAYS = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy'];

function headersNamed(names: readonly string[]): Schema {
  const unknown = names.filter((name) => HEADERS[name] === undefined);
  if (unknown.length > 0) throw new Error(`Describe in infra/tooling/api-reference/responses.ts what these headers say: ${unknown.join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

const WORDS: Readonly<Record<number, string>> = {
  200: 'Done; the body is the answer.',
  201: 'Made; the body shows it.',
  202: 'Taken on; there is no body.',
  204: 'Done; there is no body.',
};

/** An answer "yes". */
export function success(status: number, answer: Schema | null, headers: readonly string[], example: unknown): Schema {
  const description = answer === null ? 'Done; there is no body.' : 'Done.';
  return {
    description: answer === null && status < 202 ? description : (WORDS[status] ?? description),
    headers: headersNamed([...headers, ...ALWAYS]),
    ...(answer === null ? {} : { content: { 'application/json': { schema: answer, example } } }),
  };
}

/** Of a query that was to wait for a position. */
export const notYet = (): Schema => ({
  description: 'What can be read has not reached After-Position within two seconds; ask again. There is no body.',
  headers: headersNamed(['Retry-After', ...ALWAYS]),
});

/** Examples of problems that the reference writes once, by type. */
export type SharedExamples = Map<string, Schema>;

export interface Refusals {
  readonly own: readonly ProblemFacts[];
  /** Of every route; named, and explained where the reference explains what any route may answer. */
  readonly everywhere: readonly ProblemFacts[];
  /** Schema of what a 412 shows beside the problem; null for others. */
  readonly current: Schema | null;
}

/** All problems of one status. */
export function problemResponse({ own, everywhere, current }: Refusals, shared: SharedExamples): Schema {
  const kinds = oneOfEach(own);
  const types = [...kinds, ...everywhere].map(({ type }) => type);
  const headers = [...new Set(kinds.flatMap((facts) => Object.keys(facts.headers ?? {})))];
  const problem = { $ref: '#/components/schemas/Problem' };
  const schema = current === null ? problem : { allOf: [problem, { type: 'object', properties: { current } }] };
  const also = everywhere.length === 0 ? [] : [`- as on any route: ${everywhere.map(({ type }) => `\`${type}\``).join(', ')}`];
  return {
    description: [...kinds.map(({ type, detail }) => `- \`${type}\`: ${asMarkdown(detail)}`), ...also].join('\n'),
    ...(headers.length === 0 ? {} : { headers: headersNamed(headers) }),
    content: { 'application/problem+json': { schema, examples: Object.fromEntries(kinds.map((facts) => [facts.type, exampleOfProblem(facts, shared)])) } },
    'x-problems': [...new Set(types)],
  };
}

const asMarkdown = (text: string): string => text.replaceAll(/[_*<]/g, (mark) => `\\${mark}`);

const oneOfEach = (problems: readonly ProblemFacts[]): readonly ProblemFacts[] => [...new Map(problems.map((facts) => [facts.type, facts])).values()];

/** The same type may say something else on another route, such as which thing was not found. */
function exampleOfProblem(facts: ProblemFacts, shared: SharedExamples): Schema {
  const { type, title, status, detail, errors } = facts;
  const value = { type: `/problems/${type}`, title, status, detail, instance: '/api/v1/path-of-the-request', ...(errors === undefined ? {} : { errors }) };
  const example = { summary: title, value };
  const known = shared.get(type);
  if (known === undefined) shared.set(type, example);
  return known === undefined || JSON.stringify(known) === JSON.stringify(example) ? { $ref: `#/components/examples/${type}` } : example;
}
