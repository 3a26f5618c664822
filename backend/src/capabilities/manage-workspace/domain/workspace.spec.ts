import type { NewWorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import { deciderSpecification } from '../../../platform/testing/decider-specification';
import type { PairBrowser, RevokeBrowser } from './browsers';
import { workspace, type ChangeWorkspace, type CreateWorkspace } from './workspace';

const { given, stateAfter } = deciderSpecification(workspace);
const ownerAccountId = '11111111-1111-4111-8111-111111111111';
const otherAccount = '22222222-2222-4222-8222-222222222222';
const browserId = '33333333-3333-4333-8333-333333333333';
const otherBrowser = '44444444-4444-4444-8444-444444444444';
const created: NewWorkspaceEvent = { type: 'WorkspaceCreated', clear: { ownerAccountId }, personal: { workspace: { name: 'Sales' } } };
const paired: NewWorkspaceEvent = {
  type: 'BrowserPaired',
  clear: { browserId, accountId: ownerAccountId, extensionVersion: '1.0.0' },
  personal: { account: { name: 'Chrome at work' } },
};
const revoked: NewWorkspaceEvent = { type: 'BrowserRevoked', clear: { browserId, cause: 'user' }, personal: {} };
const create: CreateWorkspace = { kind: 'CreateWorkspace', ownerAccountId, name: 'Sales' };
const pair: PairBrowser = { kind: 'PairBrowser', name: 'Chrome at work', browserId, accountId: ownerAccountId, extensionVersion: '1.0.0' };
const revoke: RevokeBrowser = { kind: 'RevokeBrowser', browserId, cause: 'user' };

describe('CreateWorkspace', () => {
  it('makes the workspace once', () => {
    given().when(create).then(created);
    given(created).when(create).thenNothing();
  });

  it('refuses to change the owner by a second creation', () => {
    given(created)
      .when({ ...create, ownerAccountId: otherAccount })
      .thenRejected('WorkspaceAlreadyExists');
  });
});

describe('PairBrowser', () => {
  it('pairs a browser once', () => {
    given(created).when(pair).then(paired);
    given(created, paired).when(pair).thenNothing();
  });

  it('never brings a revoked browser back', () => {
    given(created, paired, revoked).when(pair).thenNothing();
  });

  it('refuses an account that is not in the workspace', () => {
    given(created)
      .when({ ...pair, accountId: otherAccount })
      .thenRejected('AccountNotMember');
  });

  it('refuses a workspace that does not exist', () => {
    given().when(pair).thenRejected('WorkspaceNotFound');
  });

  it('refuses the hundred-and-first active browser', () => {
    const hundred = Array.from({ length: 100 }, (_, index): NewWorkspaceEvent => {
      const id = `33333333-3333-4333-8333-${String(index).padStart(12, '0')}`;
      return { ...paired, clear: { ...paired.clear, browserId: id } };
    });
    given(created, ...hundred)
      .when(pair)
      .thenRejected('TooManyBrowsers');
    given(created, ...hundred.slice(1))
      .when(pair)
      .then(paired);
  });
});

describe('RevokeBrowser', () => {
  it('revokes a browser once', () => {
    given(created, paired).when(revoke).then(revoked);
    given(created, paired, revoked).when(revoke).thenNothing();
  });

  it('refuses a browser that was never paired here', () => {
    given(created, paired)
      .when({ ...revoke, browserId: otherBrowser })
      .thenRejected('BrowserNotFound');
  });

  it('refuses a workspace that does not exist', () => {
    given().when(revoke).thenRejected('WorkspaceNotFound');
  });
});

describe('ChangeWorkspace', () => {
  const change: ChangeWorkspace = { kind: 'ChangeWorkspace', by: ownerAccountId, ifRevision: null };
  const renamed: NewWorkspaceEvent = { type: 'WorkspaceRenamed', clear: {}, personal: { workspace: { name: 'North' } } };
  const required: NewWorkspaceEvent = { type: 'SecondFactorRequirementChanged', clear: { required: true }, personal: {} };

  it('changes name and rule', () => {
    given(created)
      .when({ ...change, name: 'North', secondFactorRequired: true })
      .then(renamed, required);
  });

  it('leaves a rule that is already so', () => {
    given(created)
      .when({ ...change, secondFactorRequired: false })
      .thenNothing();
    given(created, required)
      .when({ ...change, secondFactorRequired: true })
      .thenNothing();
  });

  it('refuses when an edited field changed after what the caller saw, and only then', () => {
    given(created, renamed)
      .when({ ...change, name: 'South', ifRevision: 0 })
      .thenRejected('ChangedMeanwhile');
    given(created, renamed)
      .when({ ...change, secondFactorRequired: true, ifRevision: 0 })
      .then(required);
    given(created, required)
      .when({ ...change, secondFactorRequired: false, ifRevision: 0 })
      .thenRejected('ChangedMeanwhile');
  });

  it('refuses somebody who is no admin', () => {
    given(created)
      .when({ ...change, by: otherAccount, name: 'North' })
      .thenRejected('NotPermitted');
    given()
      .when({ ...change, name: 'North' })
      .thenRejected('WorkspaceNotFound');
  });
});

describe('workspace state', () => {
  it('holds nothing sealed: with the boxes shut it is the same', () => {
    const shut = stateAfter({ ...created, personal: {} }, { ...paired, personal: {} });
    expect(shut).toEqual(stateAfter(created, paired));
    expect(shut).toEqual({
      status: 'active',
      createdAt: '2026-01-05T09:00:00.000Z',
      createdBy: ownerAccountId,
      namedAt: 0,
      secondFactorRequired: false,
      ruleSetAt: 0,
      members: new Map([
        [
          ownerAccountId,
          {
            role: 'owner',
            joinedAt: '2026-01-05T09:00:00.000Z',
            limits: { importsPerDay: null, exportsPerDay: null, rowsPerExport: null },
            roleSetAt: 0,
            limitsSetAt: 0,
            suspended: null,
          },
        ],
      ]),
      former: new Map(),
      invitations: new Map(),
      browsers: new Map([[browserId, { accountId: ownerAccountId, status: 'active' }]]),
      apiKeys: new Map(),
    });
  });

  it('stays absent when browsers come before the workspace', () => {
    expect(stateAfter(paired, revoked)).toEqual({ status: 'absent' });
  });
});
