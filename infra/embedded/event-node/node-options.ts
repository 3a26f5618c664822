export interface EventNodeOptions {
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** 0, the default, takes a free one. */
  readonly adminPort?: number;
  /** Calls must bring it as their connection name; null lets everybody in. */
  readonly secret: string | null;
  readonly now?: () => number;
  readonly newId?: () => string;
  /** Lines for the person who runs the node. */
  readonly report?: (line: string) => void;
  /** The disk failed in a way that only a restart can answer. */
  readonly onFatal?: (error: unknown) => void;
}
