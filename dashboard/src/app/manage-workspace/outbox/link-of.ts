/** The address that a plain text asks to open; null when it holds none. A full stop after it belongs to the sentence. */
export const linkOf = (text: string): string | null => /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]/.exec(text)?.[0] ?? null;
