import { Inject, Injectable } from '@nestjs/common';
import type { Collection, Db } from 'mongodb';
import { randomBytes } from 'node:crypto';
import { VAULT_DB, vaultCollection } from '../sealing/vault';
import { Clock } from '../time-and-ids/clock';
import type { SessionIdentity } from './principal';
import { RefreshTokens } from './refresh-tokens';

export type EndCause = 'user' | 'reuse-detected';

interface SessionFamily {
  readonly _id: string;
  readonly kind: SessionIdentity['kind'];
  readonly accountId: string;
  readonly workspaceId: string;
  readonly browserId: string | null;
  readonly seed: string;
  readonly generation: number;
  readonly rotatedAt: Date;
  /** Digest of the Idempotency-Key that asked for the last rotation. */
  readonly rotatedFor: string | null;
  readonly endedAt: Date | null;
  /** An old token came back and ended the family, and nobody has said yet that this is recorded. */
  readonly reuseToRecord?: true;
  readonly expiresAt: Date;
}

export interface IssuedRefreshToken {
  readonly refreshToken: string;
  readonly refreshTokenExpiresAt: string;
}

export type Rotation =
  | ({ readonly kind: 'rotated'; readonly session: SessionIdentity } & IssuedRefreshToken)
  /** Somebody used an old token: the whole family is over. `session` is whose it was. Answered again until `reuseRecorded`. */
  | { readonly kind: 'reused'; readonly session: SessionIdentity }
  | { readonly kind: 'refused' };

const DAY_MS = 86_400_000;
const LIFETIME_MS = { account: 30 * DAY_MS, browser: 90 * DAY_MS } as const;
/** Two tabs, or an answer lost on the way: the token before the current one still gets the current one for this long. */
const GRACE_MS = { account: 15_000, browser: 120_000 } as const;

/** The sessions of people and of paired browsers: one family of rotating refresh tokens each, in the vault. */
@Injectable()
export class SessionFamilies {
  private readonly families: Collection<SessionFamily>;

  constructor(
    @Inject(VAULT_DB) vault: Db,
    private readonly tokens: RefreshTokens,
    private readonly clock: Clock,
  ) {
    this.families = vaultCollection<SessionFamily>(vault, 'session_families');
  }

  async prepare(): Promise<void> {
    await this.families.createIndexes([
      { key: { workspaceId: 1, browserId: 1 } },
      { key: { expiresAt: 1 }, expireAfterSeconds: 7 * 86_400 },
      { key: { accountId: 1 }, name: 'reuse_to_record', partialFilterExpression: { reuseToRecord: true } },
    ]);
  }

  /** Opens the session, or finds it open: a repeated command gets the same first token. */
  async open(session: SessionIdentity): Promise<IssuedRefreshToken> {
    const now = this.now();
    const expiresAt = new Date(now.getTime() + LIFETIME_MS[session.kind]);
    const { kind, accountId, workspaceId, browserId } = session;
    const seed = randomBytes(32).toString('base64url');
    const fresh = { kind, accountId, workspaceId, browserId, seed, generation: 0, rotatedAt: now, rotatedFor: null, endedAt: null, expiresAt };
    const family = await this.families.findOneAndUpdate({ _id: session.sessionId }, { $setOnInsert: fresh }, { upsert: true, returnDocument: 'after' });
    if (family === null) throw new Error('The session was not stored: look at the vault database');
    return this.tokenOf(family);
  }

  /** The next token of the family. An old one outside the grace ends the family, unless the same request repeats itself. */
  async rotate(kind: SessionIdentity['kind'], text: string, idempotencyKey: string | null): Promise<Rotation> {
    const token = this.tokens.parse(text);
    const family = token === null ? null : await this.families.findOne({ _id: token.sessionId });
    if (token === null || family === null || !this.tokens.isGenuine(text, token, family.seed)) return { kind: 'refused' };
    if (family.kind === kind && family.reuseToRecord === true) return { kind: 'reused', session: sessionOf(family) };
    if (family.kind !== kind || family.endedAt !== null || family.expiresAt <= this.now()) return { kind: 'refused' };
    const rotatedFor = idempotencyKey === null ? null : this.tokens.digest(idempotencyKey);
    if (token.generation === family.generation) {
      const next = await this.advance(family, rotatedFor);
      // Lost against another tab: then this token is the previous one, within the grace.
      return next === null ? this.rotate(kind, text, idempotencyKey) : this.rotated(next);
    }
    const repeated = rotatedFor !== null && rotatedFor === family.rotatedFor;
    const inGrace = this.now().getTime() - family.rotatedAt.getTime() <= GRACE_MS[family.kind];
    if (token.generation === family.generation - 1 && (repeated || inGrace)) return this.rotated(family);
    await this.families.updateOne({ _id: family._id, endedAt: null }, { $set: { endedAt: this.now(), reuseToRecord: true } });
    return { kind: 'reused', session: sessionOf(family) };
  }

  /** Sessions of people that a reused token ended while the process was killed before it could record so. */
  async reusesToRecord(accountId: string): Promise<readonly SessionIdentity[]> {
    return (await this.families.find({ accountId, kind: 'account', reuseToRecord: true }).toArray()).map(sessionOf);
  }

  async reuseRecorded(sessionId: string): Promise<void> {
    await this.families.updateOne({ _id: sessionId }, { $unset: { reuseToRecord: '' } });
  }

  /** Ends one session. */
  async endSession(sessionId: string): Promise<void> {
    await this.end({ _id: sessionId });
  }

  /** Ends every session of a browser of the workspace. */
  async endBrowser(workspaceId: string, browserId: string): Promise<void> {
    await this.end({ workspaceId, browserId });
  }

  async isOpen(sessionId: string): Promise<boolean> {
    const family = await this.families.findOne({ _id: sessionId }, { projection: { endedAt: 1, expiresAt: 1 } });
    return family !== null && family.endedAt === null && family.expiresAt > this.now();
  }

  private async end(filter: { readonly _id: string } | { readonly workspaceId: string; readonly browserId: string }): Promise<void> {
    await this.families.updateMany({ ...filter, endedAt: null }, { $set: { endedAt: this.now() } });
  }

  private async advance(family: SessionFamily, rotatedFor: string | null): Promise<SessionFamily | null> {
    const rotatedAt = this.now();
    const expiresAt = family.kind === 'browser' ? new Date(rotatedAt.getTime() + LIFETIME_MS.browser) : family.expiresAt;
    return this.families.findOneAndUpdate(
      { _id: family._id, generation: family.generation, endedAt: null },
      { $set: { generation: family.generation + 1, rotatedAt, rotatedFor, expiresAt } },
      { returnDocument: 'after' },
    );
  }

  private rotated(family: SessionFamily): Rotation {
    return { kind: 'rotated', session: sessionOf(family), ...this.tokenOf(family) };
  }

  private tokenOf(family: SessionFamily): IssuedRefreshToken {
    const refreshToken = this.tokens.make({ sessionId: family._id, generation: family.generation }, family.seed);
    return { refreshToken, refreshTokenExpiresAt: family.expiresAt.toISOString() };
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

const sessionOf = (family: SessionFamily): SessionIdentity => ({
  kind: family.kind,
  accountId: family.accountId,
  workspaceId: family.workspaceId,
  browserId: family.browserId,
  sessionId: family._id,
});
