import { readFileSync } from 'node:fs';
import path from 'node:path';

/** One type of problem, as the reference explains it. */
export interface ReferenceProblem {
  readonly type: string;
  readonly title: string;
  readonly statuses: readonly number[];
  /** Meaning and way out; several where routes say it differently. */
  readonly details: readonly string[];
  /** Such as `GET /api/v1/leads/{id}`; empty: any route can answer it. */
  readonly routes: readonly string[];
}

/** What a page needs to lead to a route. */
export interface ReferenceRoute {
  readonly summary: string;
  readonly operationId: string;
  readonly tags: readonly string[];
}

interface Reference {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ReferenceRoute>>>>;
  readonly 'x-problems': readonly ReferenceProblem[];
}

/** Where the committed reference stands, from the sources and from the build alike. */
const FILE = path.resolve(__dirname, '../../../../../infra/openapi.json');
let text: string | null = null;
let parsed: Reference | null = null;

/** The API as OpenAPI, in JSON, as it is committed; a spec keeps it equal to the routes. */
export const apiReference = (): string => (text ??= readFileSync(FILE, 'utf8'));

/** By type, in alphabetical order. */
export const referenceProblems = (): readonly ReferenceProblem[] => reference()['x-problems'];

/** By a name such as `GET /api/v1/leads/{id}`. */
export function referenceRoute(name: string): ReferenceRoute | undefined {
  const [method = '', path = ''] = name.split(' ');
  return reference().paths[path]?.[method.toLowerCase()];
}

const reference = (): Reference => (parsed ??= JSON.parse(apiReference()) as Reference);
