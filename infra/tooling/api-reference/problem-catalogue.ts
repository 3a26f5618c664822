import type { ReferenceProblem } from '../../../backend/src/platform/http/api-docs/api-reference';
import type { ProblemFacts } from '../../../backend/src/platform/http/http-problem';

export interface Refusing {
  /** Such as `GET /api/v1/leads/{id}`. */
  readonly route: string;
  readonly problems: readonly ProblemFacts[];
}

/** Every type of problem once: what it means, the way out, and which routes answer it. */
export function problemCatalogue(refusing: readonly Refusing[], everywhere: readonly ProblemFacts[]): readonly ReferenceProblem[] {
  const all = [...everywhere, ...refusing.flatMap(({ problems }) => problems)];
  const types = [...new Set(all.map(({ type }) => type))].sort();
  return types.map((type) => {
    const kind = all.filter((facts) => facts.type === type);
    const routes = refusing.filter(({ problems }) => problems.some((facts) => facts.type === type)).map(({ route }) => route);
    return {
      type,
      title: kind[0]?.title ?? type,
      statuses: [...new Set(kind.map(({ status }) => status))].sort(),
      details: [...new Set(kind.map(({ detail }) => detail))],
      // A list of all routes would say less than that it is all of them.
      routes: everywhere.some((facts) => facts.type === type) || routes.length === refusing.length ? [] : routes,
    };
  });
}
