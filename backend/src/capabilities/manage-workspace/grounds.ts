import type { Grounds } from '../../platform/identity/command-context';

/** Pairing and revoking are part of the service that the account holder asked for. */
export const GROUNDS: Grounds = { purpose: 'security', basis: 'contract', source: 'user' };
