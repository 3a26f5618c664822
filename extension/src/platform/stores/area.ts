/** The part of a browser storage area that the stores need. Writing several keys at once is one write: all or nothing. */
export interface StorageArea {
  readonly get: (keys: readonly string[]) => Promise<Record<string, unknown>>;
  readonly set: (items: Readonly<Record<string, unknown>>) => Promise<void>;
}
