import { Inject, Injectable } from '@nestjs/common';
import type { Collection, Db } from 'mongodb';
import { LookupTokens } from '../../../platform/sealing/lookup-tokens';
import type { TokenPlace } from '../../../platform/sealing/renew-tokens';
import { VAULT_DB, vaultCollection } from '../../../platform/sealing/vault';
import { Clock } from '../../../platform/time-and-ids/clock';

export interface InvitationLink {
  readonly invitationId: string;
  readonly workspaceId: string;
}

interface Claim {
  readonly accountId: string;
  readonly commandId: string;
  /** Keyed hash of the Idempotency-Key, by which the same request is known again. */
  readonly key: string | null;
  readonly claimedAt: Date;
  /** When the acceptance went through. */
  readonly settledAt?: Date;
}

interface StoredLink extends InvitationLink {
  /** Keyed hash of the token; the token itself is nowhere. */
  readonly _id: string;
  readonly expiresAt: Date;
  readonly claim: Claim | null;
}

/** An acceptance that was killed half-way does not block the next try for longer than this; the stream decides whether it went through. */
const CLAIM_MS = 30_000;
/** The answer to an acceptance is a session, so it is not given again for ever. */
const REPEATABLE_MS = 10 * 60_000;
const LINKS = 'invitation_links';
export const INVITATION_TOKENS: readonly TokenPlace[] = [
  { collection: LINKS, field: '_id' },
  { collection: LINKS, field: 'claim.key' },
];
const NEVER_FREE = new Date('9999-01-01T00:00:00.000Z');

/** Links of invitations, in the vault: seven days, one claim. */
@Injectable()
export class InvitationLinks {
  private readonly links: Collection<StoredLink>;

  constructor(
    @Inject(VAULT_DB) vault: Db,
    private readonly tokens: LookupTokens,
    private readonly clock: Clock,
  ) {
    this.links = vaultCollection<StoredLink>(vault, LINKS);
  }

  async prepare(): Promise<void> {
    await this.links.createIndexes([{ key: { invitationId: 1 } }, { key: { expiresAt: 1 }, expireAfterSeconds: 86_400 }]);
  }

  /**
   * The token that this command makes: 32 bytes, computed and not stored, so that a repeated request can be given the same link.
   * Without the secret of the installation nobody computes it.
   */
  tokenOf(invitationId: string, commandId: string): string {
    return this.tokens.token('installation', 'invitation-link', `${invitationId} ${commandId}`).slice(-43);
  }

  /** From now on the token opens this invitation, and no token before it does. */
  async issue(link: InvitationLink, token: string, expiresAt: string): Promise<void> {
    const _id = this.hash(token);
    await this.links.updateOne({ _id }, { $setOnInsert: { ...link, expiresAt: new Date(expiresAt), claim: null } }, { upsert: true });
    await this.links.deleteMany({ invitationId: link.invitationId, _id: { $ne: _id } });
  }

  /** Null for a token that is unknown, replaced, taken back or too old. */
  async find(token: string): Promise<InvitationLink | null> {
    const found = await this.links.findOne({ _id: this.hash(token), expiresAt: { $gt: this.now() } });
    return found === null ? null : { invitationId: found.invitationId, workspaceId: found.workspaceId };
  }

  /** One of many that come at once gets it: the command id to go on with, or null. The same request gets it again. */
  async claim(token: string, accountId: string, idempotencyKey: string | null, commandId: string): Promise<string | null> {
    const now = this.now();
    const key = idempotencyKey === null ? null : this.tokens.token('installation', 'invitation-claim', `${token} ${idempotencyKey}`);
    const free = [{ claim: null }, { 'claim.claimedAt': { $lt: new Date(now.getTime() - CLAIM_MS) } }];
    const _id = this.hash(token);
    await this.links.updateOne({ _id, expiresAt: { $gt: now }, $or: free }, { $set: { claim: { accountId, commandId, key, claimedAt: now } } });
    const claim = (await this.links.findOne({ _id }))?.claim ?? null;
    if (claim?.accountId !== accountId) return null;
    if (claim.settledAt !== undefined && now.getTime() - claim.settledAt.getTime() > REPEATABLE_MS) return null;
    const mine = claim.commandId === commandId || (key !== null && claim.key === key);
    return mine ? claim.commandId : null;
  }

  /** The work failed before anything was recorded: the next one need not wait. */
  async release(token: string, commandId: string): Promise<void> {
    await this.links.updateOne({ _id: this.hash(token), 'claim.commandId': commandId }, { $set: { claim: null } });
  }

  /** The acceptance went through: nobody else gets the claim any more, and the same request still finds it. */
  async settle(token: string, commandId: string): Promise<void> {
    await this.links.updateOne(
      { _id: this.hash(token), 'claim.commandId': commandId },
      { $set: { 'claim.claimedAt': NEVER_FREE, 'claim.settledAt': this.now() } },
    );
  }

  async end(invitationId: string): Promise<void> {
    await this.links.deleteMany({ invitationId });
  }

  private hash(token: string): string {
    return this.tokens.token('installation', 'invitation-token', token);
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
