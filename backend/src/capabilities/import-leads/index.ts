/** What other capabilities may use of this one: nothing yet. */
export {};
