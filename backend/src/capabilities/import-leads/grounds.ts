import type { Grounds } from '../../platform/identity/command-context';

/** The import's own events hold nothing about leads: they rest on the contract with the user who clicked. */
export const GROUNDS: Grounds = { purpose: 'import', basis: 'contract', source: 'user' };

/** What is kept about the people on the page rests on the customer's legitimate interest. */
export const GROUNDS_OF_LEADS: Grounds = { purpose: 'import', basis: 'legitimate-interest', source: 'sales-navigator' };
