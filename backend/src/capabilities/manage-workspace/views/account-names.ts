import type { AccountEvent } from '../../../../../event-schemas/src/account/events';
import type { View } from '../../../platform/projections/view';

export type AccountNameEvent = Extract<AccountEvent, { type: 'AccountCreated' | 'AccountRenamed' | 'EmailChanged' }>;

export interface AccountNameDocument {
  readonly workspaceId: null;
  readonly displayName: string;
  readonly email: string;
}

const STREAM = 'account-';

/** What the accounts call themselves and where they are reached, to be shown beside what they did. */
export const accountNamesView: View<AccountNameDocument, AccountNameEvent> = {
  name: 'account-names',
  version: 2,
  group: 'workspace',
  reads: 'opened',
  types: ['AccountCreated', 'AccountRenamed', 'EmailChanged'],
  indexes: [],
  topic: null,
  route: (event) => [event.stream.slice(STREAM.length)],
  apply: (document, event) => {
    if (event.personal.account === undefined) return null;
    if (event.type === 'AccountCreated') return { workspaceId: null, ...event.personal.account };
    return document && { ...document, ...event.personal.account };
  },
};
