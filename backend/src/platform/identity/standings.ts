import { Injectable } from '@nestjs/common';
import type { MemberRole } from '../../../../event-schemas/src/http/members';

/** Where an account stands in a workspace. */
export interface Standing {
  readonly role: MemberRole;
  /** Null unless suspended; the reason is shown to the person. */
  readonly suspended: { readonly reason: string } | null;
  /** The workspace asks for a second factor and the account has none. */
  readonly secondFactorMissing: boolean;
}

/** Kept out of everything but their own account. */
export const isBarred = ({ suspended, secondFactorMissing }: Standing): boolean => suspended !== null || secondFactorMissing;

/** Null: not a member. */
export type StandingSource = (accountId: string, workspaceId: string) => Promise<Standing | null>;

const KNOWN_FOR_MS = 1_000;
const MOST_KNOWN = 10_000;

/**
 * Asked at every request and known for at most one second, so a change counts everywhere within two. The capability that owns
 * memberships says where the answer comes from; the platform does not know.
 */
@Injectable()
export class Standings {
  private source: StandingSource | null = null;
  private readonly known = new Map<string, { readonly until: number; readonly standing: Promise<Standing | null> }>();

  answerFrom(source: StandingSource): void {
    this.source = source;
  }

  async of(accountId: string, workspaceId: string): Promise<Standing | null> {
    if (this.source === null) throw new Error('Nobody says who is a member: register a source in the module that owns memberships');
    const key = `${accountId} ${workspaceId}`;
    const now = performance.now();
    const found = this.known.get(key);
    if (found !== undefined && found.until > now) return found.standing;
    const standing = this.source(accountId, workspaceId);
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(key, { until: now + KNOWN_FOR_MS, standing });
    standing.catch(() => this.known.delete(key));
    return standing;
  }

  /** For the process that changed a membership: it knows at once. */
  forget(): void {
    this.known.clear();
  }
}
