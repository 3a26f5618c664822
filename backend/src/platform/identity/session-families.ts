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
  readonly workspaceId: string | null;
  readonly browserId: string | null;
  readonly seed: string;
  readonly generation: number;
  readonly rotatedAt: Date;
  /** To the minute; absent in families of the first release that were not used since. */
  readonly lastUsedAt?: Date;
  /** Digest of the Idempotency-Key that asked for the last rotation. */
  readonly rotatedFor: string | null;
  readonly endedAt: Date | null;
  /** Absent in families that were opened before sessions had an end however busy; those of browsers count from their next use. */
  readonly openedAt?: Date;
  /** An old token came back and ended the family, and nobody has said yet that this is recorded. */
  readonly reuseToRecord?: true;
  readonly expiresAt: Date;
}

/** An open session of a person, as the list of devices shows it. */
export interface OpenFamily {
  readonly sessionId: string;
  readonly workspaceId: string | null;
  readonly lastUsedAt: string;
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
/** The use of a session is written down at most this often. */
const USE_NOTED_MS = 60_000;
/** A session ends when it was not used for so long ... */
const IDLE_MS = { account: 7 * DAY_MS, browser: 90 * DAY_MS } as const;
/** ... and after so long however busy it is. */
const LIFETIME_MS = { account: 30 * DAY_MS, browser: 365 * DAY_MS } as const;
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
      { key: { accountId: 1, kind: 1 } },
      { key: { expiresAt: 1 }, expireAfterSeconds: 7 * 86_400 },
      { key: { accountId: 1 }, name: 'reuse_to_record', partialFilterExpression: { reuseToRecord: true } },
    ]);
  }

  /** Opens the session, or finds it open: a repeated command gets the same first token. */
  async open(session: SessionIdentity): Promise<IssuedRefreshToken> {
    const now = this.now();
    const expiresAt = endOf(session.kind, now, now);
    const { kind, accountId, workspaceId, browserId } = session;
    const seed = randomBytes(32).toString('base64url');
    const fresh = {
      kind,
      accountId,
      workspaceId,
      browserId,
      seed,
      generation: 0,
      rotatedAt: now,
      lastUsedAt: now,
      rotatedFor: null,
      endedAt: null,
      openedAt: now,
      expiresAt,
    };
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

  /** Whose session the token is of, however old it is; null for an invented one. */
  async holderOf(text: string): Promise<SessionIdentity | null> {
    const token = this.tokens.parse(text);
    const family = token === null ? null : await this.families.findOne({ _id: token.sessionId });
    return token !== null && family !== null && this.tokens.isGenuine(text, token, family.seed) ? sessionOf(family) : null;
  }

  /** Ends one session. */
  async endSession(sessionId: string): Promise<void> {
    await this.end({ _id: sessionId });
  }

  /** Ends every session of a browser of the workspace. */
  async endBrowser(workspaceId: string, browserId: string): Promise<void> {
    await this.end({ workspaceId, browserId });
  }

  /** Ends one session of the account; false when the account never had it, or the vault has forgotten it. */
  async endOwn(accountId: string, sessionId: string): Promise<boolean> {
    const own = { _id: sessionId, accountId, kind: 'account' } as const;
    await this.families.updateOne({ ...own, endedAt: null }, { $set: { endedAt: this.now() } });
    return (await this.families.findOne(own, { projection: { _id: 1 } })) !== null;
  }

  /** Ends every session of the person but one; paired browsers stay. */
  async endAccount(accountId: string, except: string | null): Promise<void> {
    const others = except === null ? {} : { _id: { $ne: except } };
    await this.families.updateMany({ ...others, accountId, kind: 'account', endedAt: null }, { $set: { endedAt: this.now() } });
  }

  /** Ends every session of the browsers that the person has paired, in whichever workspace; answers which browsers the vault knows, those that were over too. */
  async endBrowsersOf(accountId: string): Promise<readonly { readonly workspaceId: string; readonly browserId: string }[]> {
    await this.families.updateMany({ accountId, kind: 'browser', endedAt: null }, { $set: { endedAt: this.now() } });
    const found = await this.families.find({ accountId, kind: 'browser' }, { projection: { workspaceId: 1, browserId: 1 } }).toArray();
    return found.flatMap(({ workspaceId, browserId }) => (browserId === null || workspaceId === null ? [] : [{ workspaceId, browserId }]));
  }

  /** Open sessions of the person, last used first. */
  async openOf(accountId: string): Promise<readonly OpenFamily[]> {
    const found = await this.families.find({ accountId, kind: 'account', endedAt: null, expiresAt: { $gt: this.now() } }).toArray();
    return found
      .map(({ _id, workspaceId, lastUsedAt, rotatedAt }) => ({ sessionId: _id, workspaceId, lastUsedAt: (lastUsedAt ?? rotatedAt).toISOString() }))
      .sort((one, other) => other.lastUsedAt.localeCompare(one.lastUsedAt) || one.sessionId.localeCompare(other.sessionId));
  }

  /** When each browser of the workspace was last used, to the minute; those whose sessions the vault has forgotten are missing. */
  async lastUsesOfBrowsers(workspaceId: string): Promise<ReadonlyMap<string, string>> {
    const uses = new Map<string, string>();
    for await (const { browserId, lastUsedAt, rotatedAt } of this.families.find({ workspaceId, browserId: { $type: 'string' } })) {
      const used = (lastUsedAt ?? rotatedAt).toISOString();
      if (browserId !== null && used > (uses.get(browserId) ?? '')) uses.set(browserId, used);
    }
    return uses;
  }

  /** The open session goes on in another workspace, or in none; false when it is over. */
  async move(sessionId: string, workspaceId: string | null): Promise<boolean> {
    return (await this.families.updateOne({ _id: sessionId, kind: 'account', endedAt: null }, { $set: { workspaceId } })).matchedCount === 1;
  }

  /** Asked for a session in use, and so the use is noted too. */
  async isOpen(sessionId: string): Promise<boolean> {
    const family = await this.families.findOne({ _id: sessionId }, { projection: { endedAt: 1, expiresAt: 1, lastUsedAt: 1 } });
    const now = this.now();
    if (family?.endedAt !== null || family.expiresAt <= now) return false;
    const unnoted = family.lastUsedAt === undefined || now.getTime() - family.lastUsedAt.getTime() >= USE_NOTED_MS;
    if (unnoted) await this.families.updateOne({ _id: sessionId, endedAt: null }, { $max: { lastUsedAt: now } });
    return true;
  }

  private async end(filter: { readonly _id: string } | { readonly workspaceId: string; readonly browserId: string }): Promise<void> {
    await this.families.updateMany({ ...filter, endedAt: null }, { $set: { endedAt: this.now() } });
  }

  private async advance(family: SessionFamily, rotatedFor: string | null): Promise<SessionFamily | null> {
    const rotatedAt = this.now();
    const openedAt = family.openedAt ?? (family.kind === 'browser' ? rotatedAt : new Date(family.expiresAt.getTime() - LIFETIME_MS.account));
    const expiresAt = endOf(family.kind, openedAt, rotatedAt);
    return this.families.findOneAndUpdate(
      { _id: family._id, generation: family.generation, endedAt: null },
      { $set: { generation: family.generation + 1, rotatedAt, lastUsedAt: rotatedAt, rotatedFor, openedAt, expiresAt } },
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

const endOf = (kind: SessionIdentity['kind'], openedAt: Date, usedAt: Date): Date =>
  new Date(Math.min(openedAt.getTime() + LIFETIME_MS[kind], usedAt.getTime() + IDLE_MS[kind]));

const sessionOf = (family: SessionFamily): SessionIdentity => ({
  kind: family.kind,
  accountId: family.accountId,
  workspaceId: family.workspaceId,
  browserId: family.browserId,
  sessionId: family._id,
});
