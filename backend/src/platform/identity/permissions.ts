/** Who may do what, in one table; the guard, the tests and the API reference read it. */

/** A paired browser has its own column: it can do less than the person who paired it. */
export const ROLES = ['owner', 'browser'] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = {
  'read-own-account': ['owner', 'browser'],
  'end-own-session': ['owner', 'browser'],
  'pair-browsers': ['owner'],
  'read-browsers': ['owner'],
  'revoke-browsers': ['owner'],
  'run-imports': ['owner', 'browser'],
  'read-imports': ['owner', 'browser'],
  'read-leads': ['owner'],
  'follow-live': ['owner', 'browser'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export const isPermitted = (role: Role, permission: Permission): boolean => (PERMISSIONS[permission] as readonly Role[]).includes(role);
