import { Inject, Injectable } from '@nestjs/common';
import type { Collection, Db } from 'mongodb';
import { createHash, randomBytes } from 'node:crypto';
import { VAULT_DB, vaultCollection } from '../../../platform/sealing/vault';
import { Clock } from '../../../platform/time-and-ids/clock';

/** What a ticket stands for: half a sign-in, or a question that a passkey has to answer. */
export type TicketPurpose = 'second-factor' | 'add-passkey' | 'use-passkey';

export interface Ticket {
  readonly purpose: TicketPurpose;
  /** Null when anybody may answer. */
  readonly accountId: string | null;
  /** Where the session opens. */
  readonly workspaceId: string | null;
  /** The one that the password was verified against: with another password the ticket is over. Absent when no password was asked for. */
  readonly passwordHash?: string;
  /** What the passkey has to sign. */
  readonly challenge: string | null;
}

interface StoredTicket extends Ticket {
  /** Digest of the ticket. */
  readonly _id: string;
  readonly triesLeft: number;
  readonly expiresAt: Date;
}

const LIFETIME_MS = 5 * 60_000;
const TRIES = 5;

/** Tickets of 32 random bytes, good for five minutes; the vault keeps their digest only. */
@Injectable()
export class SignInTickets {
  private readonly tickets: Collection<StoredTicket>;

  constructor(
    @Inject(VAULT_DB) vault: Db,
    private readonly clock: Clock,
  ) {
    this.tickets = vaultCollection<StoredTicket>(vault, 'sign_in_tickets');
  }

  async prepare(): Promise<void> {
    await this.tickets.createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }]);
  }

  async issue(ticket: Ticket): Promise<string> {
    const secret = randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.now().getTime() + LIFETIME_MS);
    await this.tickets.insertOne({ _id: digestOf(secret), ...ticket, triesLeft: TRIES, expiresAt });
    return secret;
  }

  /** Takes one of its five tries; null when it is over or never was. */
  async take(purpose: TicketPurpose, secret: string): Promise<Ticket | null> {
    return this.tickets.findOneAndUpdate(
      { _id: digestOf(secret), purpose, triesLeft: { $gt: 0 }, expiresAt: { $gt: this.now() } },
      { $inc: { triesLeft: -1 } },
    );
  }

  /** Uses it up; null when somebody else did, or it is over. */
  async use(purpose: TicketPurpose, secret: string): Promise<Ticket | null> {
    return this.tickets.findOneAndDelete({ _id: digestOf(secret), purpose, expiresAt: { $gt: this.now() } });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
