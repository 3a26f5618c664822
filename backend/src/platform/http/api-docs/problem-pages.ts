/** A page per type of problem, and one that lists them: what the address in `type` of a refusal leads to. Readable without a script. */
import { escaped, plainPage } from '../plain-page';
import { referenceRoute, type ReferenceProblem } from './api-reference';

export function problemPage({ type, title, statuses, details, routes }: ReferenceProblem, nonce: string): string {
  const list = routes.map(routeItem);
  const where = list.length === 0 ? '<p>Any route can answer it.</p>' : `<ul>${list.join('')}</ul>`;
  const meaning = details.map((detail) => `<p>${escaped(detail)}</p>`).join('\n');
  return plainPage(
    title,
    `<p><code>/problems/${escaped(type)}</code>, with status ${statuses.join(' or ')}</p>
<h2>What it means, and the way out</h2>
${meaning}
<h2>Which routes answer it</h2>
${where}
<p><a href="/problems">All problems</a> · <a href="/api/docs">API reference</a></p>`,
    nonce,
  );
}

function routeItem(name: string): string {
  const route = referenceRoute(name);
  if (route === undefined) return `<li>${escaped(name)}</li>`;
  const anchor = `${encodeURIComponent(route.tags[0] ?? '')}/${route.operationId}`;
  return `<li><a href="/api/docs#/${escaped(anchor)}">${escaped(name)}</a>: ${escaped(route.summary)}</li>`;
}

export function problemsPage(problems: readonly ReferenceProblem[], nonce: string): string {
  const items = problems.map(
    ({ type, title, statuses }) =>
      `<li><a href="/problems/${escaped(type)}"><code>${escaped(type)}</code></a> (${statuses.join(', ')}): ${escaped(title)}</li>`,
  );
  return plainPage(
    'Problems',
    `<p>Every answer “no” of the API carries one of these types. The types stay; their sentences may get better.</p>
<ul>${items.join('\n')}</ul>
<p><a href="/api/docs">API reference</a></p>`,
    nonce,
  );
}
