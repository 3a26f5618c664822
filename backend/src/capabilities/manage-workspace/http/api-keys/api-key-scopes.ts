import type { MemberRole } from '../../../../../../event-schemas/src/http/members';
import type { FieldProblem } from '../../../../../../event-schemas/src/http/problem';
import { HttpProblem } from '../../../../platform/http/http-problem';
import { isPermitted, type Permission } from '../../../../platform/identity/permissions';

/** Nobody hands a key what their own role does not allow. It would have no effect, and they should know. */
export function refuseScopesBeyond(role: MemberRole, scopes: readonly Permission[]): void {
  const errors = scopes.flatMap((scope, index) =>
    isPermitted({ kind: 'api-key', role, scopes }, scope)
      ? []
      : [{ pointer: `/scopes/${String(index)}`, code: 'scope-beyond-role', message: `Leave ${scope} out: your role in this workspace does not have it.` }],
  );
  if (errors.length > 0) throw scopesBeyondRole(errors);
}

export const scopesBeyondRole = (errors: readonly FieldProblem[]): HttpProblem =>
  new HttpProblem({
    status: 422,
    type: 'scope-beyond-role',
    title: 'A key has no more rights than its maker',
    detail: 'Some scopes are not within your own role; see errors.',
    errors,
  });
