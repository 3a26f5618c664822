import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { SessionStore } from '../platform/api/session-store';
import { Sending } from '../platform/loading/sending';
import { messages } from '../platform/messages/messages';
import { AccountApi } from '../sign-in/account/account.api';
import { EmptyState } from '../ui/empty-state';
import { Notices } from '../ui/notices';

/** In place of every page of a workspace whose rule asks for a second factor that the person does not have yet. */
@Component({
  selector: 'lg-second-factor-wanted-card',
  imports: [EmptyState, MatButton, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="page">
      <section class="card">
        <lg-empty-state icon="lock" [main]="true" [heading]="t.barred.secondFactorTitle" [sentence]="t.barred.secondFactor">
          <div class="actions">
            <a matButton="filled" routerLink="/account">{{ t.barred.addSecondFactor }}</a>
            <button matButton="outlined" type="button" [disabled]="sending.working()" disabledInteractive (click)="lookAgain()">{{ t.suspended.again }}</button>
          </div>
        </lg-empty-state>
      </section>
    </div>
  `,
  styles: `
    .actions {
      justify-content: center;
    }
  `,
})
export class SecondFactorWantedCard {
  private readonly api = inject(AccountApi);
  private readonly notices = inject(Notices);
  private readonly sessions = inject(SessionStore);
  protected readonly t = messages;
  protected readonly sending = new Sending();

  constructor() {
    // Whoever comes back from the account page may have added one.
    void this.look();
  }

  protected async lookAgain(): Promise<void> {
    await this.look();
    const refusal = this.sending.problem();
    if (refusal !== null) this.notices.say(refusal);
  }

  /** Refused as before while none was added. */
  private async look(): Promise<void> {
    const ask = { afterPosition: null, signal: new AbortController().signal };
    if (await this.sending.run(() => this.api.workspace(ask))) this.sessions.unbar();
  }
}
