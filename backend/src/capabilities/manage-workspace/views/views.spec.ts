import type { AccountEvent } from '../../../../../event-schemas/src/account/events';
import type { WorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import { countedId } from '../../../platform/testing/counting-ids';
import { viewSpecification } from '../../../platform/testing/view-specification';
import { accountNamesView, type AccountNameEvent } from './account-names';
import { browsersView, type BrowserEvent } from './browsers';
import { workspacesView, type WorkspaceShown } from './workspaces';

const workspaceId = countedId(0xa);
const accountId = countedId(0xb);
const browserId = countedId(0x16);
const at = '2026-01-05T09:00:00.000Z';

describe('browsers', () => {
  const { given } = viewSpecification(browsersView, 'workspace');
  const paired: BrowserEvent & WorkspaceEvent = {
    type: 'BrowserPaired',
    clear: { browserId, accountId, extensionVersion: '1.2.3' },
    personal: { account: { name: 'Chrome at work' } },
  };
  const revoked: BrowserEvent = { type: 'BrowserRevoked', clear: { browserId, cause: 'user' }, personal: {} };
  const document = { workspaceId, accountId, name: 'Chrome at work', extensionVersion: '1.2.3', pairedAt: at, status: 'active', revokedAt: null } as const;

  it('shows a paired browser', () => {
    given()
      .when(paired)
      .then({ [browserId]: document });
  });

  it('shows a revoked browser as revoked', () => {
    given(paired)
      .when(revoked)
      .then({ [browserId]: { ...document, status: 'revoked', revokedAt: at } });
  });

  it('copes with a browser that was revoked but never paired', () => {
    given().when(revoked).then({});
  });

  it('keeps a browser without its name once the key of the account is gone', () => {
    given()
      .when({ ...paired, personal: {} })
      .then({ [browserId]: { ...document, name: '' } });
  });
});

describe('account names', () => {
  const { given } = viewSpecification(accountNamesView, 'account');
  const created: AccountNameEvent & AccountEvent = { type: 'AccountCreated', clear: {}, personal: { account: { email: 'a@example.com', displayName: 'Ada' } } };
  const renamed: AccountNameEvent & AccountEvent = { type: 'AccountRenamed', clear: {}, personal: { account: { displayName: 'Ada L.' } } };
  const moved: AccountNameEvent & AccountEvent = {
    type: 'EmailChanged',
    clear: { changeId: countedId(0x33) },
    personal: { account: { email: 'b@example.com' } },
  };

  it('knows an account by its display name and its address', () => {
    given()
      .when(created)
      .then({ [countedId(1)]: { workspaceId: null, displayName: 'Ada', email: 'a@example.com' } });
  });

  it('follows a new name and a new address', () => {
    given(created, renamed)
      .when(moved)
      .then({ [countedId(1)]: { workspaceId: null, displayName: 'Ada L.', email: 'b@example.com' } });
  });

  it('forgets an account once its key is gone', () => {
    given()
      .when({ ...created, personal: {} }, { ...renamed, personal: {} })
      .then({});
  });
});

describe('workspaces', () => {
  const { given } = viewSpecification(workspacesView, 'workspace');
  const created: WorkspaceShown & WorkspaceEvent = {
    type: 'WorkspaceCreated',
    clear: { ownerAccountId: accountId },
    personal: { workspace: { name: 'Sales' } },
  };
  const renamed: WorkspaceShown = { type: 'WorkspaceRenamed', clear: {}, personal: { workspace: { name: 'North' } } };
  const document = { workspaceId, name: 'Sales', secondFactorRequired: false, createdAt: at };

  it('shows a workspace, its name and its rule', () => {
    given()
      .when(created)
      .then({ [workspaceId]: document });
    given(created, renamed)
      .when({ type: 'SecondFactorRequirementChanged', clear: { required: true }, personal: {} })
      .then({ [workspaceId]: { ...document, name: 'North', secondFactorRequired: true } });
  });

  it('keeps a workspace without its name once its key is gone', () => {
    given()
      .when({ ...created, personal: {} })
      .then({ [workspaceId]: { ...document, name: '' } });
  });

  it('copes with a name for a workspace that was never made', () => {
    given().when(renamed).then({});
  });
});
