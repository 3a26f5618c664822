import fc from 'fast-check';
import { asRecorded } from '../../../platform/testing/decider-specification';
import type { ChangeMember } from './members';
import { workspace, type WorkspaceCommand } from './workspace';
import type { WorkspaceState } from './workspace-state';

const people = ['a', 'b', 'c', 'd'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`);
const [owner = ''] = people;
const invitationOf = (accountId: string): string => accountId.replace('-0000-', '-1111-');
const at = '2026-01-05T09:00:00.000Z';
const expiresAt = '2026-01-12T09:00:00.000Z';

const person = fc.constantFrom(...people);
const command: fc.Arbitrary<WorkspaceCommand> = fc.oneof(
  fc.record({ by: person, accountId: person }).map(({ by, accountId }): WorkspaceCommand => {
    const invitationId = invitationOf(accountId);
    return { kind: 'InviteMember', by, invitationId, inviteeId: accountId, role: 'admin', expiresAt, email: 'x@example.com', holder: null };
  }),
  person.map((accountId): WorkspaceCommand => ({ kind: 'AcceptInvitation', invitationId: invitationOf(accountId), accountId, at })),
  fc
    .record({ by: person, accountId: person, role: fc.constantFrom('owner', 'admin', 'member', 'auditor') })
    .map((change): WorkspaceCommand => ({ ...(change as Pick<ChangeMember, 'by' | 'accountId' | 'role'>), kind: 'ChangeMember', ifRevision: null })),
  fc.record({ by: person, accountId: person }).map((about): WorkspaceCommand => ({ kind: 'RemoveMember', at, ...about })),
  fc.record({ by: person, accountId: person }).map((about): WorkspaceCommand => ({ kind: 'SuspendMember', reason: 'x', ...about })),
  fc.record({ by: person, accountId: person }).map((about): WorkspaceCommand => ({ kind: 'LiftSuspension', ...about })),
  fc.record({ by: person, toAccountId: person }).map((about): WorkspaceCommand => ({ kind: 'TransferOwnership', ...about })),
);

/** The states that a sequence of commands leads through. */
function states(commands: readonly WorkspaceCommand[]): readonly WorkspaceState[] {
  const passed: WorkspaceState[] = [];
  let [state, revision] = [workspace.initial, 0];
  for (const next of [{ kind: 'CreateWorkspace', ownerAccountId: owner, name: 'Sales' } as const, ...commands]) {
    const decision = workspace.decide(next, state);
    for (const event of decision.kind === 'accepted' ? decision.events : []) {
      state = workspace.evolve(state, asRecorded('workspace', event, revision));
      revision += 1;
    }
    passed.push(state);
  }
  return passed;
}

const ownersIn = (state: WorkspaceState): number => (state.status === 'absent' ? 0 : [...state.members.values()].filter(({ role }) => role === 'owner').length);

describe('a workspace, whatever is asked of it', () => {
  it('has exactly one owner, who is never suspended', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
        for (const state of states(commands)) {
          expect(ownersIn(state)).toBe(1);
          const suspended = state.status === 'absent' ? [] : [...state.members.values()].filter((member) => member.suspended !== null);
          expect(suspended.some(({ role }) => role === 'owner')).toBe(false);
        }
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('is changed by a command once: the same again adds nothing, except where the same words are a new act', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), command, (commands, last) => {
        const before = states([...commands, last]).at(-1) ?? workspace.initial;
        const again = workspace.decide(last, before);
        expect(again.kind === 'accepted' ? again.events : []).toEqual([]);
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});
