import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import type { Account } from '../../../../../event-schemas/src/http/accounts';
import { SessionStore } from '../../platform/api/session-store';
import { Sending } from '../../platform/loading/sending';
import { messages } from '../../platform/messages/messages';
import { asked } from '../../ui/confirm-dialog';
import { FormProblem } from '../../ui/form-problem';
import { When } from '../../ui/when';
import { AccountApi } from './account.api';

/** What was accepted, what is kept about the person, and the way out of the workspace. */
@Component({
  selector: 'lg-own-data-card',
  imports: [FormProblem, MatButton, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <div class="card-head">
        <h2>{{ t.account.data }}</h2>
      </div>
      <div class="card-body">
        <p class="soft">{{ account().accepted.length === 0 ? t.account.dataText : t.account.dataAndDocuments }}</p>
        <lg-form-problem [sentence]="sending.problem()" />
        @if (account().accepted.length > 0) {
          <ul [attr.aria-label]="t.account.accepted">
            @for (document of account().accepted; track document.document) {
              <li>
                <div class="words">
                  <a [href]="'/legal/' + document.document" target="_blank" rel="noopener"
                    >{{ t.account.documents[document.document] }}<span class="visually-hidden"> ({{ t.states.newTab }})</span></a
                  >
                  <p class="soft">{{ t.account.version(document.version) }} <lg-when [at]="document.acceptedAt" [exact]="true" /></p>
                </div>
              </li>
            }
          </ul>
        }
        <div class="actions">
          <button matButton="outlined" type="button" [disabled]="sending.working()" disabledInteractive (click)="download()">{{ t.account.export }}</button>
          @if (session()?.workspace; as here) {
            @if (here.role !== 'owner') {
              <button matButton="outlined" type="button" [disabled]="sending.working()" disabledInteractive (click)="leave()">
                {{ t.account.leave(here.name) }}
              </button>
            }
          }
        </div>
      </div>
    </section>
  `,
  styleUrl: './account-card.scss',
})
export class OwnDataCard {
  private readonly api = inject(AccountApi);
  private readonly sessions = inject(SessionStore);
  private readonly dialog = inject(MatDialog);
  readonly account = input.required<Account>();
  protected readonly t = messages;
  protected readonly sending = new Sending();
  protected readonly session = this.sessions.session;

  protected async download(): Promise<void> {
    await this.sending.run(async () => {
      const file = new Blob([JSON.stringify(await this.api.export(), null, 2)], { type: 'application/json' });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(file);
      link.download = 'leadgen-account.json';
      link.click();
      URL.revokeObjectURL(link.href);
    });
  }

  protected async leave(): Promise<void> {
    const here = this.sessions.session();
    if (here?.workspace == null) return;
    const t = messages.account;
    const question = { heading: t.leaveTitle(here.workspace.name), sentence: t.leaveText, confirm: t.leaveNow, keep: messages.states.cancel };
    if (!(await asked(this.dialog, question))) return;
    await this.sending.run(async () => {
      await this.api.leave(here.account.id);
      // Goes on in another workspace of the account, or in none.
      await this.sessions.refresh();
    });
  }
}
