import type { MailDelivery } from './mail-delivery';
import type { MailQueue } from './mail-queue';
import { Mailer, type Outgoing } from './mailer';

/** Puts mail into the queue; without a server, keeps what an owner may read and drops the rest. */
export class QueuedMailer extends Mailer {
  constructor(
    private readonly queue: MailQueue,
    /** Null: no MAIL_URL is set. */
    private readonly delivery: MailDelivery | null,
  ) {
    super();
  }

  override async send(mail: Outgoing): Promise<'sent' | 'kept' | 'dropped'> {
    if (this.delivery === null && mail.secret) return 'dropped';
    await this.queue.add(mail, this.delivery === null ? 'kept' : 'queued');
    this.delivery?.wake();
    return this.delivery === null ? 'kept' : 'sent';
  }
}
