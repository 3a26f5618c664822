/** One spelling per mailbox, so that a person is found however the address was typed. */
export const canonicalEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase();
