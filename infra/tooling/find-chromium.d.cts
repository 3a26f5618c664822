/** Path of a Chromium that runs; throws one sentence with the way out when there is none. */
export function findChromium(): string;
