import { PERMISSIONS, ROLES, isPermitted, type Permission } from './permissions';

describe('who may do what', () => {
  it('lets the owner do everything', () => {
    for (const permission of Object.keys(PERMISSIONS) as Permission[]) expect([permission, isPermitted('owner', permission)]).toEqual([permission, true]);
  });

  it('lets a paired browser import and nothing that reads leads or manages access', () => {
    const allowed = (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => isPermitted('browser', permission));
    expect(allowed).toEqual(['read-own-account', 'end-own-session', 'run-imports', 'read-imports', 'follow-live']);
    expect(ROLES).toEqual(['owner', 'browser']);
  });
});
