import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import type { DeviceSession } from '../../../../../event-schemas/src/http/accounts';
import { Sending } from '../../platform/loading/sending';
import { liveLoader } from '../../platform/loading/loader';
import { messages } from '../../platform/messages/messages';
import { asked } from '../../ui/confirm-dialog';
import { FormProblem } from '../../ui/form-problem';
import { Notices } from '../../ui/notices';
import { When } from '../../ui/when';
import { WhenReady } from '../../ui/when-ready';
import { AccountApi } from './account.api';

/** Where the account is signed in. */
@Component({
  selector: 'lg-devices-card',
  imports: [FormProblem, MatButton, When, WhenReady],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <div class="card-head">
        <h2>{{ t.account.devices }}</h2>
      </div>
      <div class="card-body">
        <ng-container *lgWhenReady="loaded; let devices; lines: 2; bare: true">
          <lg-form-problem [sentence]="sending.problem()" />
          <ul [attr.aria-label]="t.account.devices">
            @for (device of devices; track device.id) {
              <li>
                <div class="words">
                  <p class="name">
                    {{ device.device }}
                    @if (device.current) {
                      <span class="chip green">{{ t.account.thisDevice }}</span>
                    }
                  </p>
                  <p class="soft">
                    {{ t.account.signedIn }} <lg-when [at]="device.signedInAt" [exact]="true" /> · {{ t.account.lastUsed }}
                    <lg-when [at]="device.lastUsedAt" />
                  </p>
                </div>
                @if (!device.current) {
                  <button
                    matButton="outlined"
                    type="button"
                    [attr.aria-label]="t.account.endOf(device.device)"
                    [disabled]="sending.working()"
                    disabledInteractive
                    (click)="end(device)"
                  >
                    {{ t.shell.signOut }}
                  </button>
                }
              </li>
            }
          </ul>
          @if (devices.length > 1) {
            <div class="actions">
              <button matButton="outlined" type="button" [disabled]="sending.working()" disabledInteractive (click)="endOthers()">
                {{ t.account.endOthers }}
              </button>
            </div>
          }
        </ng-container>
      </div>
    </section>
  `,
  styleUrl: './account-card.scss',
})
export class DevicesCard {
  private readonly api = inject(AccountApi);
  private readonly dialog = inject(MatDialog);
  private readonly notices = inject(Notices);
  protected readonly t = messages;
  protected readonly sending = new Sending();
  protected readonly loaded = liveLoader([], (ask) => this.api.devices(ask));

  protected async end({ id, device }: DeviceSession): Promise<void> {
    if (await this.sending.run(() => this.api.endSession(id))) this.ended(messages.account.isEnded(device));
  }

  protected async endOthers(): Promise<void> {
    const t = messages.account;
    const question = { heading: t.endOthersTitle, sentence: t.endOthersText, confirm: t.endOthers, keep: messages.states.cancel };
    if (!(await asked(this.dialog, question))) return;
    if (await this.sending.run(() => this.api.endOtherSessions())) this.ended(t.othersEnded);
  }

  private ended(said: string): void {
    this.notices.say(said);
    this.loaded.refresh();
  }
}
