import type { AccountEvent } from '../../../../../event-schemas/src/account/events';
import type { View } from '../../../platform/projections/view';

export type AccountNameEvent = Extract<AccountEvent, { type: 'AccountCreated' }>;

export interface AccountNameDocument {
  readonly workspaceId: null;
  readonly displayName: string;
}

const STREAM = 'account-';

/** What the accounts call themselves, to be shown beside what they did. */
export const accountNamesView: View<AccountNameDocument, AccountNameEvent> = {
  name: 'account-names',
  version: 1,
  group: 'workspace',
  reads: 'opened',
  types: ['AccountCreated'],
  indexes: [],
  topic: null,
  route: (event) => [event.stream.slice(STREAM.length)],
  apply: (_document, event) => (event.personal.account === undefined ? null : { workspaceId: null, displayName: event.personal.account.displayName }),
};
