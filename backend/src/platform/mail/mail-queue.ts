import type { Collection, Db } from 'mongodb';
import { freshBytes } from '../sealing/random-bytes';
import { vaultCollection } from '../sealing/vault';
import { NONCE_BYTES, openXaes, sealXaes } from '../sealing/xaes-256-gcm';
import type { Clock } from '../time-and-ids/clock';
import type { Ids } from '../time-and-ids/ids';
import type { Outgoing } from './mailer';

interface StoredMail {
  readonly _id: string;
  /** Nonce, ciphertext and tag of the Outgoing, base64url. */
  readonly sealed: string;
  readonly secret: boolean;
  /** `queued` waits for a server; `kept` waits for an owner who reads the outbox. */
  readonly state: 'queued' | 'kept';
  readonly attempts: number;
  readonly nextTryAt: Date;
  readonly writtenAt: Date;
  readonly expiresAt: Date;
}

export interface QueuedMail extends Outgoing {
  readonly id: string;
  /** How often it was tried, this time included. */
  readonly attempts: number;
}

export interface KeptMail extends Outgoing {
  readonly id: string;
  readonly writtenAt: string;
}

const KEPT_MS = 30 * 86_400_000;
/** Somebody asked for it and waits; later it would only surprise. */
const SECRET_MS = 30 * 60_000;
const CLAIMED_MS = 60_000;
const MOST_SHOWN = 200;

/** Mail on its way, in the vault and sealed under a key file: it survives a kill, and the database alone tells nothing. */
export class MailQueue {
  private readonly mails: Collection<StoredMail>;

  constructor(
    vault: Db,
    private readonly key: Buffer,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    this.mails = vaultCollection<StoredMail>(vault, 'mails');
  }

  async prepare(): Promise<void> {
    await this.mails.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }, { key: { state: 1, nextTryAt: 1 } }]);
  }

  async add(mail: Outgoing, state: StoredMail['state']): Promise<void> {
    const _id = this.ids.next();
    const now = this.now();
    const expiresAt = new Date(now.getTime() + (mail.secret ? SECRET_MS : KEPT_MS));
    await this.mails.insertOne({ _id, sealed: this.seal(_id, mail), secret: mail.secret, state, attempts: 0, nextTryAt: now, writtenAt: now, expiresAt });
  }

  /** The next mail that is due. For a minute nobody else gets it; then it counts as not delivered. */
  async claim(): Promise<QueuedMail | null> {
    const now = this.now();
    const found = await this.mails.findOneAndUpdate(
      { state: 'queued', nextTryAt: { $lte: now }, expiresAt: { $gt: now } },
      { $inc: { attempts: 1 }, $set: { nextTryAt: new Date(now.getTime() + CLAIMED_MS) } },
      { sort: { nextTryAt: 1 }, returnDocument: 'after' },
    );
    return found === null ? null : { ...this.open(found), id: found._id, attempts: found.attempts };
  }

  async remove(id: string): Promise<void> {
    await this.mails.deleteOne({ _id: id });
  }

  async tryAgainIn(id: string, milliseconds: number): Promise<void> {
    await this.mails.updateOne({ _id: id }, { $set: { nextTryAt: new Date(this.now().getTime() + milliseconds) } });
  }

  /** No server takes it: an owner may read it, unless it is secret. */
  async giveUp({ id, secret }: QueuedMail): Promise<void> {
    if (secret) await this.remove(id);
    else await this.mails.updateOne({ _id: id }, { $set: { state: 'kept' } });
  }

  /** Newest first. */
  async kept(): Promise<readonly KeptMail[]> {
    const found = await this.mails
      .find({ state: 'kept', expiresAt: { $gt: this.now() } })
      .sort({ writtenAt: -1, _id: 1 })
      .limit(MOST_SHOWN)
      .toArray();
    return found.map((mail) => ({ ...this.open(mail), id: mail._id, writtenAt: mail.writtenAt.toISOString() }));
  }

  private seal(id: string, mail: Outgoing): string {
    const nonce = freshBytes(NONCE_BYTES);
    return Buffer.concat([nonce, sealXaes(this.key, nonce, Buffer.from(JSON.stringify(mail)), associatedData(id))]).toString('base64url');
  }

  private open({ _id, sealed }: StoredMail): Outgoing {
    const bytes = Buffer.from(sealed, 'base64url');
    const text = openXaes(this.key, bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES), associatedData(_id));
    return JSON.parse(text.toString('utf8')) as Outgoing;
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

const associatedData = (id: string): Buffer => Buffer.from(JSON.stringify(['leadgen-mail-1', id]));
