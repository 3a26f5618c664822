/** Who may do what, written down a second time and by hand: whoever changes the table on purpose says so here too. */
import { MEMBER_ROLES } from '../../../../event-schemas/src/http/members';
import type { Rule } from '../../platform/identity/permissions';

/** o owner, a admin, m member, u auditor, b browsers that these paired, k keys that these made, s also while suspended or without the second factor, n also in no workspace. */
const BY_HAND = `
read-own-account      o a m u  b k  s n
change-own-account    o a m u       s n
manage-own-sign-in    o a m u       s n
end-own-session       o a m u  b    s n
leave-workspace       o a m u       s
create-workspaces     o a m u       s n
read-workspace        o a m u    k
change-workspace      o a
read-members          o a m u    k
manage-members        o a
transfer-ownership    o
read-outbox           o
manage-api-keys       o a
pair-browsers         o a m
read-browsers         o a m u
revoke-browsers       o a m
run-imports           o a m    b k
read-imports          o a m u  b k
read-leads            o a m u    k
unmask-leads                u
follow-live           o a m u  b k
`;

const LETTERS = { o: 'owner', a: 'admin', m: 'member', u: 'auditor' } as const;

export const permissionsByHand: ReadonlyMap<string, Rule> = new Map(
  BY_HAND.trim()
    .split('\n')
    .map((line) => {
      const [permission = '', ...marks] = line.split(/\s+/);
      const named = marks.map((mark) => (LETTERS as Readonly<Record<string, string>>)[mark]);
      const rule = {
        roles: MEMBER_ROLES.filter((role) => named.includes(role)),
        browser: marks.includes('b'),
        apiKey: marks.includes('k'),
        own: marks.includes('s'),
        alone: marks.includes('n'),
      };
      return [permission, rule];
    }),
);

export function ruleByHand(permission: string): Rule {
  const rule = permissionsByHand.get(permission);
  if (rule === undefined) throw new Error(`Nobody wrote down by hand who has the permission ${permission}`);
  return rule;
}
