import { Injectable } from '@nestjs/common';
import type { OutboxMail } from '../../../../event-schemas/src/http/members';
import { MailQueue } from './mail-queue';

/** True for the account that answers for the whole installation. */
export type MayReadOutbox = (accountId: string) => Promise<boolean>;

/** Mail that no server took. It is mail to people of every workspace, so the owner of just any workspace does not see it. */
@Injectable()
export class Outbox {
  private mayRead: MayReadOutbox = () => Promise.resolve(false);

  constructor(private readonly queue: MailQueue) {}

  /** The capability that owns accounts says who answers for the installation; until then nobody does. */
  openTo(mayRead: MayReadOutbox): void {
    this.mayRead = mayRead;
  }

  /** Newest first; empty for everybody else. */
  async of(accountId: string): Promise<readonly OutboxMail[]> {
    if (!(await this.mayRead(accountId))) return [];
    return (await this.queue.kept()).map(({ id, to, subject, text, writtenAt }) => ({ id, to, subject, text, writtenAt }));
  }
}
