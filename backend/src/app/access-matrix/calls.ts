/** How each route is called so that it gets as far as it can, and the permission that it asks for, by hand. */
import { randomBytes, randomUUID } from 'node:crypto';
import { importRequest, OWNER, pageRequest } from '../../../../infra/e2e/client/importer';
import { personRows } from '../../../../infra/e2e/client/people';

export const PASSWORD = OWNER.password;
export const NEXT_PASSWORD = 'eight lamps of architecture';

/** Ids of what a call is about. */
export interface Things {
  readonly workspace: string;
  readonly import: string;
  /** That started the import; its pages have to name it. */
  readonly gesture: string;
  readonly importToFinish: string;
  readonly importToCancel: string;
  readonly lead: string;
  readonly browser: string;
  readonly key: string;
  readonly invitation: string;
  readonly member: string;
  readonly memberToGo: string;
  /** Who becomes the owner. In the own workspace its owner, so that it stays as it is. */
  readonly heir: string;
  readonly self: string;
  readonly session: string;
  readonly passkey: string;
}

export interface Call {
  readonly path: string;
  readonly body?: unknown;
}

export interface RouteCall {
  /** `public`: anybody. `public-or-signed-in`: anybody, and a token that comes along has to be good. */
  readonly asks: string;
  /** Asked for behind the guard, for this call of the route. */
  readonly asksToo?: string;
  readonly call: (things: Things) => Call;
  /** Answer of whoever gets furthest; a success unless given. */
  readonly reaches?: number;
  /** Ends sessions: comes after everything else, in the order of this list. */
  readonly ends?: 'this-session' | 'other-sessions' | 'membership';
}

const V1 = '/api/v1';
const text = 'Somebody asked for it.';
const proof = { password: PASSWORD };
const mailbox = (): string => `${randomUUID()}@example.com`;

const route = (
  asks: string,
  path: string | ((things: Things) => string),
  body?: (things: Things) => unknown,
  more: Omit<RouteCall, 'asks' | 'call'> = {},
): RouteCall => ({
  asks,
  call: (things) => ({ path: `${V1}${typeof path === 'string' ? path : path(things)}`, ...(body === undefined ? {} : { body: body(things) }) }),
  ...more,
});
/** An empty body shows that nobody is kept out: it is looked at behind the guard. */
const open = (path: string, reaches = 400): RouteCall => route('public', path, () => ({}), { reaches });
const outside = (path: string): RouteCall => ({ asks: 'public', call: () => ({ path }) });

/** Method and path as declared; in brackets a second way to call the same route. */
export const CALLS: Readonly<Record<string, RouteCall>> = {
  'GET /health/live': outside('/health/live'),
  'GET /health/ready': outside('/health/ready'),
  'GET /metrics': outside('/metrics'),
  'GET /api/docs': outside('/api/docs'),
  'GET /api/docs-json': outside('/api/docs-json'),
  'GET /api/docs/assets/:file': outside('/api/docs/assets/start.js'),
  'GET /problems': outside('/problems'),
  'GET /problems/:type': outside('/problems/invalid-request'),
  'GET /legal/:document': outside('/legal/terms'),
  'GET /api/v1/documents': outside('/api/v1/documents'),
  'GET /api/v1/set-up': outside('/api/v1/set-up'),

  'POST /api/v1/set-up': open('/set-up'),
  'POST /api/v1/sessions': open('/sessions'),
  'POST /api/v1/sessions/refresh': { ...open('/sessions/refresh', 401), call: () => ({ path: '/api/v1/sessions/refresh' }) },
  'POST /api/v1/sessions/second-factor': open('/sessions/second-factor'),
  'POST /api/v1/sessions/passkey-options': open('/sessions/passkey-options', 201),
  'POST /api/v1/sessions/passkey': open('/sessions/passkey'),
  'POST /api/v1/password-resets': open('/password-resets'),
  'POST /api/v1/password-resets/uses': open('/password-resets/uses'),
  'POST /api/v1/email-confirmations': open('/email-confirmations'),
  'POST /api/v1/email-cancellations': open('/email-cancellations'),
  'POST /api/v1/pairings/claims': open('/pairings/claims'),
  'POST /api/v1/browsers/refresh': open('/browsers/refresh'),
  'POST /api/v1/invitation-lookups': open('/invitation-lookups'),
  'POST /api/v1/invitation-acceptances': { ...open('/invitation-acceptances'), asks: 'public-or-signed-in' },

  'GET /api/v1/me': route('read-own-account', '/me'),
  'GET /api/v1/permissions': route('read-own-account', '/permissions'),
  'GET /api/v1/account/workspaces': route('read-own-account', '/account/workspaces'),
  'GET /api/v1/account': route('change-own-account', '/account'),
  'PATCH /api/v1/account': route('change-own-account', '/account', () => ({ preferences: { theme: 'dark' } })),
  'GET /api/v1/account/export': route('change-own-account', '/account/export'),
  'PUT /api/v1/account/suspension-appeals/:workspaceId': route(
    'change-own-account',
    ({ workspace }) => `/account/suspension-appeals/${workspace}`,
    () => ({ text }),
  ),
  'POST /api/v1/sessions/current/workspace': route('change-own-account', '/sessions/current/workspace', ({ workspace }) => ({ workspaceId: workspace })),

  'POST /api/v1/account/email-changes': route('manage-own-sign-in', '/account/email-changes', () => ({ ...proof, email: mailbox() }), { reaches: 409 }),
  'DELETE /api/v1/account/email-changes': route('manage-own-sign-in', '/account/email-changes'),
  'GET /api/v1/account/sessions': route('manage-own-sign-in', '/account/sessions'),
  'DELETE /api/v1/account/sessions/:id': route('manage-own-sign-in', ({ session }) => `/account/sessions/${session}`),
  'POST /api/v1/account/totp': route('manage-own-sign-in', '/account/totp', () => proof),
  'PUT /api/v1/account/totp': route('manage-own-sign-in', '/account/totp', () => ({ code: '000000' }), { reaches: 422 }),
  'DELETE /api/v1/account/totp': route('manage-own-sign-in', '/account/totp', () => proof),
  'POST /api/v1/account/recovery-codes': route('manage-own-sign-in', '/account/recovery-codes', () => proof),
  'POST /api/v1/account/passkeys/options': route('manage-own-sign-in', '/account/passkeys/options', () => proof),
  'POST /api/v1/account/passkeys': route('manage-own-sign-in', '/account/passkeys', () => ({ ticket: 'none', name: 'Laptop', response: {} }), { reaches: 422 }),
  'PATCH /api/v1/account/passkeys/:id': route(
    'manage-own-sign-in',
    ({ passkey }) => `/account/passkeys/${passkey}`,
    () => ({ name: 'Phone' }),
  ),
  'DELETE /api/v1/account/passkeys/:id': route(
    'manage-own-sign-in',
    ({ passkey }) => `/account/passkeys/${passkey}`,
    () => proof,
  ),

  'POST /api/v1/workspaces': route('create-workspaces', '/workspaces', () => ({ name: 'Another' })),
  'GET /api/v1/workspace': route('read-workspace', '/workspace'),
  'PATCH /api/v1/workspace': route('change-workspace', '/workspace', () => ({ name: 'Sales North' })),
  'GET /api/v1/members': route('read-members', '/members'),
  'GET /api/v1/members/:accountId': route('read-members', ({ member }) => `/members/${member}`),
  'PATCH /api/v1/members/:accountId': route(
    'manage-members',
    ({ member }) => `/members/${member}`,
    () => ({ limits: { importsPerDay: 9 } }),
  ),
  'POST /api/v1/members/:accountId/suspension': route(
    'manage-members',
    ({ member }) => `/members/${member}/suspension`,
    () => ({ reason: text }),
  ),
  'DELETE /api/v1/members/:accountId/suspension': route('manage-members', ({ member }) => `/members/${member}/suspension`),
  'DELETE /api/v1/members/:accountId (somebody else)': route('leave-workspace', ({ memberToGo }) => `/members/${memberToGo}`, undefined, {
    asksToo: 'manage-members',
  }),
  'GET /api/v1/invitations': route('manage-members', '/invitations'),
  'POST /api/v1/invitations': route('manage-members', '/invitations', () => ({ email: mailbox(), role: 'member' })),
  'POST /api/v1/invitations/:id/resend': route('manage-members', ({ invitation }) => `/invitations/${invitation}/resend`),
  'DELETE /api/v1/invitations/:id': route('manage-members', ({ invitation }) => `/invitations/${invitation}`),
  'POST /api/v1/ownership-transfers': route('transfer-ownership', '/ownership-transfers', ({ heir }) => ({ ...proof, toAccountId: heir })),
  'GET /api/v1/outbox': route('read-outbox', '/outbox'),

  'POST /api/v1/pairings': route('pair-browsers', '/pairings', () => ({ state: randomBytes(32).toString('base64url') })),
  'GET /api/v1/browsers': route('read-browsers', '/browsers'),
  'DELETE /api/v1/browsers/:id': route('revoke-browsers', ({ browser }) => `/browsers/${browser}`),

  'GET /api/v1/api-keys': route('manage-api-keys', '/api-keys'),
  'POST /api/v1/api-keys': route('manage-api-keys', '/api-keys', () => ({ ...proof, name: 'Nightly', scopes: ['read-leads'], days: 1 })),
  'POST /api/v1/api-keys/:id/rotations': route(
    'manage-api-keys',
    ({ key }) => `/api-keys/${key}/rotations`,
    () => ({ ...proof, overlapHours: 1 }),
  ),
  'DELETE /api/v1/api-keys/:id': route('manage-api-keys', ({ key }) => `/api-keys/${key}`),

  'POST /api/v1/imports': route('run-imports', '/imports', () => importRequest(25, randomUUID())),
  'POST /api/v1/imports/:id/pages': route(
    'run-imports',
    ({ import: id }) => `/imports/${id}/pages`,
    ({ gesture }) => pageRequest(1, gesture, personRows([7])),
  ),
  'POST /api/v1/imports/:id/finish': route(
    'run-imports',
    ({ importToFinish }) => `/imports/${importToFinish}/finish`,
    () => ({ outcome: 'completed', faultCode: null }),
  ),
  'POST /api/v1/imports/:id/cancel': route('run-imports', ({ importToCancel }) => `/imports/${importToCancel}/cancel`),
  'GET /api/v1/imports': route('read-imports', '/imports'),
  'GET /api/v1/imports/:id': route('read-imports', ({ import: id }) => `/imports/${id}`),
  'GET /api/v1/leads': route('read-leads', '/leads'),
  'GET /api/v1/leads (of an import)': route('read-leads', ({ import: id }) => `/leads?importId=${id}`),
  'GET /api/v1/leads/:id': route('read-leads', ({ lead }) => `/leads/${lead}`),
  'POST /api/v1/leads/:id/unmaskings': route(
    'unmask-leads',
    ({ lead }) => `/leads/${lead}/unmaskings`,
    () => ({ reason: text }),
  ),
  'GET /api/v1/live': route('follow-live', '/live'),

  'DELETE /api/v1/sessions/current': route('end-own-session', '/sessions/current', undefined, { ends: 'this-session' }),
  'DELETE /api/v1/account/sessions': route('manage-own-sign-in', '/account/sessions', undefined, { ends: 'other-sessions' }),
  'PUT /api/v1/account/password': route('manage-own-sign-in', '/account/password', () => ({ currentPassword: PASSWORD, newPassword: NEXT_PASSWORD }), {
    ends: 'other-sessions',
  }),
  'DELETE /api/v1/members/:accountId (oneself)': route('leave-workspace', ({ self }) => `/members/${self}`, undefined, { ends: 'membership' }),
};

export const routeOf = (call: string): string => call.replace(/ \(.*\)$/, '');
