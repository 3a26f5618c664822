/** Names of lead fields as they stand in the clear part of events, where only codes may stand: `fullName` is `full-name`. */

export const codeOfField = (field: string): string => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const fieldOfCode = (code: string): string => code.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
