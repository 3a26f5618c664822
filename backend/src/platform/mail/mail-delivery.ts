import { faultFacts, type Log } from '../observability/log';
import type { MailQueue, QueuedMail } from './mail-queue';
import { isLasting, type Deliver } from './smtp';

export interface MailDeliveryOptions {
  readonly queue: MailQueue;
  readonly deliver: Deliver;
  readonly log: Log;
  /** How often the queue is looked at when nothing wakes the delivery. */
  readonly tickMs?: number;
}

const TICK_MS = 5_000;
/** After the first try, the second, and so on; then it is given up. */
const WAITS_MS = [5_000, 30_000, 120_000, 600_000, 1_800_000, 7_200_000, 21_600_000, 43_200_000];

/** Takes mail from the queue to the server, one at a time; any number of processes may do so. */
export class MailDelivery {
  private readonly stopping = new AbortController();
  private wakeUp: () => void = () => undefined;
  private running: Promise<void> | null = null;
  private asked = 0;

  constructor(private readonly options: MailDeliveryOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** There is mail. */
  wake(): void {
    this.asked += 1;
    this.wakeUp();
  }

  /** A mail under way is finished first. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wakeUp();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped()) {
      const asked = this.asked;
      try {
        while (!this.stopped() && (await this.next()));
      } catch (error) {
        this.options.log.warn({ fault: faultFacts(error) }, 'mail queue unavailable');
      }
      if (asked === this.asked) await this.pause();
    }
  }

  /** False when nothing is due. */
  private async next(): Promise<boolean> {
    const mail = await this.options.queue.claim();
    if (mail === null) return false;
    try {
      await this.options.deliver(mail);
    } catch (error) {
      await this.failed(mail, error);
      return true;
    }
    await this.options.queue.remove(mail.id);
    return true;
  }

  private async failed(mail: QueuedMail, error: unknown): Promise<void> {
    const wait = isLasting(error) ? undefined : WAITS_MS[mail.attempts - 1];
    const { kind, code } = faultFacts(error);
    this.options.log.warn({ mail: mail.id, attempts: mail.attempts, kind, code, lasting: wait === undefined }, 'mail not delivered');
    if (wait === undefined) await this.options.queue.giveUp(mail);
    else await this.options.queue.tryAgainIn(mail.id, wait);
  }

  private stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.options.tickMs ?? TICK_MS);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.stopped()) this.wakeUp();
    });
  }
}
