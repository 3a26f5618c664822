/** GET /api/v1/live answers text/event-stream; each message is one of these. The client refetches what it shows. */
export interface LiveMessage {
  readonly topic: LiveTopic;
  /** Log position that the view of this topic has passed, 20 digits. Such as `00000000000000041730`. */
  readonly position: string;
}

export const LIVE_TOPICS = ['imports', 'leads', 'browsers', 'api-keys', 'members', 'invitations', 'workspace'] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];
