/** Who may do what, in one table; the guard, the tests, the API reference and the page Who may do what are made from it. */
import type { MemberRole } from '../../../../event-schemas/src/http/members';

export interface Rule {
  /** Roles of people that have the permission. */
  readonly roles: readonly MemberRole[];
  /** A paired browser has it too, while the person who paired it does. */
  readonly browser: boolean;
  /** An API key may be given it as a scope; it counts while the person who made the key has it. */
  readonly apiKey: boolean;
  /** About oneself: also for a person who is suspended, or lacks the second factor that the workspace asks for. */
  readonly own: boolean;
  /** Also for a person who is in no workspace. */
  readonly alone: boolean;
}

const everybody = ['owner', 'admin', 'member', 'auditor'] as const;
const doers = ['owner', 'admin', 'member'] as const;
const admins = ['owner', 'admin'] as const;

const person = (roles: readonly MemberRole[]): Rule => ({ roles, browser: false, apiKey: false, own: false, alone: false });
const personOrKey = (roles: readonly MemberRole[]): Rule => ({ roles, browser: false, apiKey: true, own: false, alone: false });
const anySurface = (roles: readonly MemberRole[]): Rule => ({ roles, browser: true, apiKey: true, own: false, alone: false });
const oneself: Rule = { roles: everybody, browser: false, apiKey: false, own: true, alone: true };

const TABLE = {
  'read-own-account': { ...oneself, browser: true, apiKey: true },
  'change-own-account': oneself,
  'manage-own-sign-in': oneself,
  'end-own-session': { ...oneself, browser: true },
  'leave-workspace': { ...oneself, alone: false },
  'create-workspaces': oneself,
  'read-workspace': personOrKey(everybody),
  'change-workspace': person(admins),
  'read-members': personOrKey(everybody),
  'manage-members': person(admins),
  'transfer-ownership': person(['owner']),
  'read-outbox': person(['owner']),
  'manage-api-keys': person(admins),
  'pair-browsers': person(doers),
  'read-browsers': person(everybody),
  'revoke-browsers': person(doers),
  'run-imports': anySurface(doers),
  'read-imports': anySurface(everybody),
  'read-leads': personOrKey(everybody),
  'unmask-leads': person(['auditor']),
  'follow-live': anySurface(everybody),
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof TABLE;
export const PERMISSIONS: Readonly<Record<Permission, Rule>> = TABLE;

/** What an API key may be given as scopes, in the order of the table. */
export const API_KEY_SCOPES = Object.entries(PERMISSIONS).flatMap(([permission, { apiKey }]) => (apiKey ? [permission as Permission] : []));

/** Who asks, as far as the table cares. */
export interface Asker {
  readonly kind: 'account' | 'browser' | 'api-key';
  /** Null for a person who is in no workspace. */
  readonly role: MemberRole | null;
  /** Of an API key; empty otherwise. */
  readonly scopes: readonly string[];
}

export function isPermitted({ kind, role, scopes }: Asker, permission: Permission): boolean {
  const rule = PERMISSIONS[permission];
  if (role === null) return rule.alone;
  if (!rule.roles.includes(role)) return false;
  if (kind === 'browser') return rule.browser;
  return kind === 'account' || (rule.apiKey && scopes.includes(permission));
}
