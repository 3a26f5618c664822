import { MEMBER_ROLES } from '../../../../event-schemas/src/http/members';
import { PERMISSIONS, isPermitted, type Asker, type Permission } from './permissions';

const all = Object.keys(PERMISSIONS) as Permission[];
const allowed = (asker: Asker): Permission[] => all.filter((permission) => isPermitted(asker, permission));

describe('who may do what', () => {
  it('lets the owner do everything but unmask, which is the auditor’s', () => {
    expect(allowed({ kind: 'account', role: 'owner', scopes: [] })).toEqual(all.filter((permission) => permission !== 'unmask-leads'));
  });

  it('lets an auditor change nothing but the own account', () => {
    expect(allowed({ kind: 'account', role: 'auditor', scopes: [] })).toEqual([
      'read-own-account',
      'change-own-account',
      'manage-own-sign-in',
      'end-own-session',
      'leave-workspace',
      'create-workspaces',
      'read-workspace',
      'read-members',
      'read-browsers',
      'read-imports',
      'read-leads',
      'unmask-leads',
      'follow-live',
    ]);
  });

  it('lets a paired browser import and nothing that reads leads or manages access', () => {
    expect(allowed({ kind: 'browser', role: 'owner', scopes: [] })).toEqual([
      'read-own-account',
      'end-own-session',
      'run-imports',
      'read-imports',
      'follow-live',
    ]);
  });

  it('lets a browser do nothing that the person who paired it may not', () => {
    expect(allowed({ kind: 'browser', role: 'auditor', scopes: [] })).toEqual(['read-own-account', 'end-own-session', 'read-imports', 'follow-live']);
  });

  it.each(MEMBER_ROLES)('gives a key of an %s only the scopes that it was made with and that keys may have', (role) => {
    expect(allowed({ kind: 'api-key', role, scopes: ['read-leads', 'manage-members'] })).toEqual(['read-leads']);
    expect(allowed({ kind: 'api-key', role, scopes: [] })).toEqual([]);
  });
});
