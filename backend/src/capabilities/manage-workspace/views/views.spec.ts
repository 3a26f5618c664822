import type { AccountEvent } from '../../../../../event-schemas/src/account/events';
import type { WorkspaceEvent } from '../../../../../event-schemas/src/workspace/events';
import { countedId } from '../../../platform/testing/counting-ids';
import { viewSpecification } from '../../../platform/testing/view-specification';
import { accountNamesView, type AccountNameEvent } from './account-names';
import { browsersView, type BrowserEvent } from './browsers';
import { workspacesView, type WorkspaceMade } from './workspaces';

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

  it('knows an account by its display name and nothing else', () => {
    given()
      .when(created)
      .then({ [countedId(1)]: { workspaceId: null, displayName: 'Ada' } });
  });

  it('forgets an account once its key is gone', () => {
    given()
      .when({ ...created, personal: {} })
      .then({});
  });
});

describe('workspaces', () => {
  const { given } = viewSpecification(workspacesView, 'workspace');
  const created: WorkspaceMade & WorkspaceEvent = {
    type: 'WorkspaceCreated',
    clear: { ownerAccountId: accountId },
    personal: { workspace: { name: 'Sales' } },
  };
  const document = { workspaceId, name: 'Sales', ownerAccountId: accountId, createdAt: at };

  it('shows a workspace with its owner', () => {
    given()
      .when(created)
      .then({ [workspaceId]: document });
  });

  it('keeps a workspace without its name once its key is gone', () => {
    given()
      .when({ ...created, personal: {} })
      .then({ [workspaceId]: { ...document, name: '' } });
  });
});
