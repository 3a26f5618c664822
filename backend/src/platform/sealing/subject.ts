/** Whose key: a subject within a scope. */
import { createHmac } from 'node:crypto';
import type { SubjectRole } from '../../../../event-schemas/src/envelope/definition';

/** A workspace id, or the installation, under which accounts keep one key for all their workspaces. */
export type Scope = string;
export const INSTALLATION = 'installation';

export interface Subject {
  readonly role: SubjectRole;
  readonly subjectId: string;
}

/** A subject as a box names it. */
export const subjectName = (subject: Subject): string => `${subject.role}:${subject.subjectId}`;

export function subjectOfName(name: string): Subject {
  const colon = name.indexOf(':');
  return { role: name.slice(0, colon) as SubjectRole, subjectId: name.slice(colon + 1) };
}

/** Accounts belong to the installation; leads, workspaces and cases to one workspace. Throws for those without a workspace. */
export function scopeOf(role: SubjectRole, workspaceId: string | null): Scope {
  if (role === 'account') return INSTALLATION;
  if (workspaceId === null) throw new Error(`A ${role} belongs to a workspace: give the command context a workspaceId.`);
  return workspaceId;
}

/** A usable key with its identity. `key` is plain: it lives in memory for at most a minute and is never written. */
export interface SubjectKey extends Subject {
  readonly keyId: string;
  readonly key: Buffer;
  readonly checkValue: string;
}

/** Logged when the key is issued; reveals nothing about a random key, and no other key can be presented in its place. */
export const checkValueOf = (key: Uint8Array): string => createHmac('sha256', key).update('leadgen subject key check 1').digest('base64url');
