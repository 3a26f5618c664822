import type { Collection, Db } from 'mongodb';
import { resealValues, ValueBox } from '../sealing/value-box';
import { vaultCollection } from '../sealing/vault';
import type { Clock } from '../time-and-ids/clock';
import type { Ids } from '../time-and-ids/ids';
import type { Outgoing } from './mailer';

interface StoredMail {
  readonly _id: string;
  /** The Outgoing. */
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
const MAILS = 'mails';
export const MAIL_KEYS = 'mail';

/** `keys`: the newest first. */
export const mailBox = (keys: readonly [Buffer, ...Buffer[]]): ValueBox => new ValueBox(keys, 'leadgen-mail-1');

/** Brings waiting mail under the newest key; answers how many mails there are. */
export const resealMails = (vault: Db, box: ValueBox): Promise<number> => resealValues(vault, { collection: MAILS, field: 'sealed', owner: '_id' }, box);

/** Mail on its way, in the vault and sealed under a key file: it survives a kill, and the database alone tells nothing. */
export class MailQueue {
  private readonly mails: Collection<StoredMail>;

  constructor(
    vault: Db,
    private readonly box: ValueBox,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    this.mails = vaultCollection<StoredMail>(vault, MAILS);
  }

  async prepare(): Promise<void> {
    await this.mails.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }, { key: { state: 1, nextTryAt: 1 } }]);
  }

  async add(mail: Outgoing, state: StoredMail['state']): Promise<void> {
    const _id = this.ids.next();
    const now = this.now();
    const expiresAt = new Date(now.getTime() + (mail.secret ? SECRET_MS : KEPT_MS));
    await this.mails.insertOne({
      _id,
      sealed: this.box.seal(_id, Buffer.from(JSON.stringify(mail))),
      secret: mail.secret,
      state,
      attempts: 0,
      nextTryAt: now,
      writtenAt: now,
      expiresAt,
    });
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

  private open({ _id, sealed }: StoredMail): Outgoing {
    return JSON.parse(this.box.open(_id, sealed).toString('utf8')) as Outgoing;
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
