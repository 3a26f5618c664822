/** What the reference says before its first route, and the groups in which it shows the routes. */

export const TITLE = 'LeadGen API';

export const INTRODUCTION = `Everything that the dashboard and the extension do goes through these routes, and programs may use them too.

## Signing in

* **A person** sends address and password to \`POST /api/v1/sessions\` and gets an access token for ten minutes, and a refresh token in a cookie that
  no script can read. \`POST /api/v1/sessions/refresh\` turns the cookie into the next access token.
* **A paired browser** (our extension) gets its tokens at \`POST /api/v1/pairings/claims\` and renews them at \`POST /api/v1/browsers/refresh\`.
* **A program** uses an API key, which begins with \`lgk_\`. An owner or an admin makes it; it holds chosen permissions and ends by itself.

Each is sent as \`Authorization: Bearer …\`. A route says which permission it needs, who has it, and whether browsers and keys may have it.

## Bodies, ids and instants

Bodies are JSON in UTF-8 of at most 1 MiB; unknown fields are refused. Ids are opaque text. Instants are ISO 8601 in UTC.

## Lists

A list answers with one page: \`items\`, and \`next\`, which is sent as \`cursor\` to get the page after it and is null at the end. \`limit\` says how many
items a page may hold.

## Reading what was just written

Every command answers with the header \`Position\`, the place in the log that it reached. A query that is sent this value as \`After-Position\` waits up
to two seconds until it can show that much; if that is not enough, it answers 202 with \`Retry-After\`. \`GET /api/v1/live\` tells what has changed.

## Changing without overwriting

What can be edited is answered with an \`ETag\`. Sent back as \`If-Match\`, it keeps the request from overwriting a field that somebody else changed in
the meantime: the answer is then 412, with the present value in \`current\`.

## Repeating a request

When an answer was lost, repeat the request with the same \`Idempotency-Key\` of 1 to 255 printable characters: it is carried out once and answered
again, for seven days. The same key with another body is refused. Routes that take the header name it.

## Limits

Answers carry \`RateLimit\` and \`RateLimit-Policy\`. Whoever asks for more than the limit gets 429 with \`Retry-After\`. The counts are per session,
browser or key, per workspace, and per network address for requests that are not signed in.

## When the answer is no

Every refusal is a problem as RFC 9457 describes it: \`application/problem+json\` with \`type\`, \`title\`, \`status\`, \`detail\` and \`instance\`, and in
\`errors\` the field and the rule that it breaks. Rely on \`type\`: it stays; the sentences may get better. Each route names the types it can answer,
and its last answer, *default*, those that any route can. The address in \`type\` leads to a page about it; [all of them](/problems).

## Versions

The path carries the version. Within \`/api/v1\` fields and problem types are added, and nothing is taken away or given another meaning; so ignore
what you do not know.`;

export interface Group {
  readonly name: string;
  readonly description: string;
  /** Beginnings of the paths; the longest that fits wins. */
  readonly paths: readonly string[];
}

/** In the order in which a reader needs them. */
export const GROUPS: readonly Group[] = [
  {
    name: 'Sign in',
    description: 'Open, renew and end a session; finish it by a second factor.',
    paths: ['/api/v1/sessions', '/api/v1/me', '/api/v1/set-up'],
  },
  {
    name: 'Account',
    description: 'One’s own name, address, password and preferences, the workspaces one is in, and what LeadGen holds about one.',
    paths: ['/api/v1/account', '/api/v1/password-resets', '/api/v1/email-confirmations', '/api/v1/email-cancellations'],
  },
  {
    name: 'Second factor and passkeys',
    description: 'Authenticator app, recovery codes and passkeys of one’s own account.',
    paths: ['/api/v1/account/totp', '/api/v1/account/recovery-codes', '/api/v1/account/passkeys'],
  },
  { name: 'Devices', description: 'Where one is signed in, and how to end it.', paths: ['/api/v1/account/sessions'] },
  {
    name: 'Workspace',
    description: 'The workspace of the token: its name, its rules, its owner; and who may do what.',
    paths: ['/api/v1/workspace', '/api/v1/workspaces', '/api/v1/permissions', '/api/v1/ownership-transfers'],
  },
  { name: 'Members', description: 'The people of the workspace: roles, limits, suspension.', paths: ['/api/v1/members', '/api/v1/account/suspension-appeals'] },
  {
    name: 'Invitations',
    description: 'Ask somebody into the workspace, and join one.',
    paths: ['/api/v1/invitations', '/api/v1/invitation-lookups', '/api/v1/invitation-acceptances'],
  },
  { name: 'API keys', description: 'Keys with which programs act in the workspace.', paths: ['/api/v1/api-keys'] },
  { name: 'Browsers', description: 'Browsers whose extension may import into the workspace.', paths: ['/api/v1/browsers', '/api/v1/pairings'] },
  { name: 'Imports', description: 'A run of the extension: its pages, its receipt.', paths: ['/api/v1/imports'] },
  { name: 'Leads', description: 'The people that were found: every field with its source and its history.', paths: ['/api/v1/leads'] },
  { name: 'Live', description: 'What has changed, as it happens.', paths: ['/api/v1/live'] },
  {
    name: 'Installation',
    description: 'Terms and privacy policy, mail that could not be sent, and the meaning of every problem.',
    paths: ['/api/v1/documents', '/legal', '/api/v1/outbox', '/problems'],
  },
];

/** The name of the group; of a path that is in none, its own first word, which then has no description. */
export function groupOf(path: string): string {
  const fits = GROUPS.flatMap(({ name, paths }) => paths.map((beginning) => ({ name, beginning }))).filter(
    ({ beginning }) => path === beginning || path.startsWith(`${beginning}/`),
  );
  return fits.sort((left, right) => right.beginning.length - left.beginning.length)[0]?.name ?? path.split('/')[3] ?? path;
}
