import { HttpProblem } from '../../../../platform/http/http-problem';
import { API_KEY_SCOPES } from '../../../../platform/identity/permissions';
import { refuseScopesBeyond } from './api-key-scopes';

function refusedPlaces(...[role, scopes]: Parameters<typeof refuseScopesBeyond>): readonly string[] {
  try {
    refuseScopesBeyond(role, scopes);
    return [];
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    return error.facts.errors?.map(({ pointer }) => pointer) ?? [];
  }
}

describe('scopes of a new key', () => {
  it('may be all that keys may have, for who runs the workspace', () => {
    expect([refusedPlaces('owner', API_KEY_SCOPES), refusedPlaces('admin', API_KEY_SCOPES)]).toEqual([[], []]);
  });

  it('are refused one by one where the role of the maker does not have them', () => {
    expect(refusedPlaces('auditor', ['read-leads', 'run-imports'])).toEqual(['/scopes/1']);
  });

  it('are refused when no key may have them, whatever the role', () => {
    expect(refusedPlaces('owner', ['manage-members', 'read-leads', 'manage-api-keys'])).toEqual(['/scopes/0', '/scopes/2']);
  });
});
