import { Inject, Injectable } from '@nestjs/common';
import { Mailer } from '../../../platform/mail/mailer';
import { LOG, faultFacts, type Log } from '../../../platform/observability/log';
import { Clock } from '../../../platform/time-and-ids/clock';
import { isFromNewDevice } from '../domain/account-sessions';
import type { KnownAccount } from '../domain/account-state';
import { newDeviceMail, passwordChangedMail, reuseMail, secondFactorMail, type SecondFactorChange } from './mail-texts';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../sign-in-options';

/** Tells people what happened to their account. What happened stands, whether or not the notice could be written. */
@Injectable()
export class Notices {
  constructor(
    private readonly mailer: Mailer,
    private readonly clock: Clock,
    @Inject(SIGN_IN_OPTIONS) private readonly options: SignInOptions,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async signedIn(account: KnownAccount, sessionId: string): Promise<void> {
    if (!account.preferences.signInNotices || !isFromNewDevice(account, sessionId)) return;
    const device = account.openSessions.get(sessionId)?.device ?? 'Unknown device';
    await this.tell(account, newDeviceMail(this.options.origin, device, this.now()), false);
  }

  /** Always told: it means that somebody copied a session. */
  async reused(account: KnownAccount): Promise<void> {
    await this.tell(account, reuseMail(this.options.origin, this.now()), false);
  }

  /** Always told: whoever changes it unseen may be somebody else. */
  async secondFactorChanged(account: KnownAccount, change: SecondFactorChange): Promise<void> {
    await this.tell(account, secondFactorMail(this.options.origin, change, this.now()), false);
  }

  /** Never in the outbox: a reset is between the person and the mailbox. */
  async passwordChanged(account: KnownAccount, alsoBrowsers: boolean): Promise<void> {
    await this.tell(account, passwordChangedMail(this.options.origin, alsoBrowsers), true);
  }

  private async tell({ profile }: KnownAccount, words: { readonly subject: string; readonly text: string }, secret: boolean): Promise<void> {
    if (profile === null) return;
    try {
      await this.mailer.send({ to: profile.email, ...words, secret });
    } catch (error) {
      this.log.warn({ fault: faultFacts(error) }, 'notice not written');
    }
  }

  /** Such as `2026-11-24 00:40 UTC`. */
  private now(): string {
    return `${this.clock.now().slice(0, 16).replace('T', ' ')} UTC`;
  }
}
