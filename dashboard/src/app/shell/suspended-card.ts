import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { SessionStore } from '../platform/api/session-store';
import { Sending } from '../platform/loading/sending';
import { messages } from '../platform/messages/messages';
import { AccountApi } from '../sign-in/account/account.api';
import { filled } from '../ui/field-rules';
import { FormProblem } from '../ui/form-problem';
import { Icon } from '../ui/icon';

/** In place of every page of a workspace that the person is shut out of: the reason, and a way to answer. */
@Component({
  selector: 'lg-suspended-card',
  imports: [FormProblem, Icon, MatButton, ReactiveFormsModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="page">
      <section class="card card-body">
        <span class="sign"><lg-icon name="lock" /></span>
        <h1>{{ t.suspended.title }}</h1>
        <p role="alert">{{ barred()?.detail }}</p>
        <p class="soft">{{ t.suspended.text }}</p>
        @if (sent()) {
          <p role="status">{{ t.suspended.sent }}</p>
        } @else {
          <form [formGroup]="form" (ngSubmit)="submit()" novalidate>
            <lg-form-problem [sentence]="sending.problem()" />
            <div class="field">
              <label for="appeal">{{ t.suspended.answer }}</label>
              <textarea
                class="input"
                id="appeal"
                rows="5"
                maxlength="2000"
                formControlName="text"
                [attr.aria-invalid]="tried() && form.invalid ? true : null"
                [attr.aria-describedby]="tried() && form.invalid ? 'appeal-wrong' : null"
              ></textarea>
              @if (tried() && form.invalid) {
                <p class="wrong" id="appeal-wrong">{{ t.suspended.missing }}</p>
              }
            </div>
            <button matButton="filled" type="submit" [disabled]="sending.working()" disabledInteractive>{{ t.suspended.submit }}</button>
          </form>
        }
        <button matButton="outlined" type="button" [disabled]="sending.working()" disabledInteractive (click)="lookAgain()">{{ t.suspended.again }}</button>
      </section>
    </div>
  `,
  styles: `
    section {
      display: grid;
      justify-items: start;
      gap: 16px;
      padding-top: 28px;
      overflow-wrap: anywhere;
    }
    .sign {
      display: grid;
      place-items: center;
      width: 52px;
      height: 52px;
      border-radius: 16px;
      background: var(--amber-soft);
      color: var(--on-amber-soft);
    }
    form {
      display: grid;
      justify-items: start;
      gap: 16px;
      width: 100%;
      max-width: 560px;
    }
    .field {
      width: 100%;
    }
    textarea {
      height: auto;
      padding-block: 10px;
      resize: vertical;
    }
  `,
})
export class SuspendedCard {
  private readonly api = inject(AccountApi);
  private readonly sessions = inject(SessionStore);
  protected readonly t = messages;
  protected readonly barred = this.sessions.barred;
  protected readonly sending = new Sending();
  protected readonly tried = signal(false);
  protected readonly sent = signal(false);
  protected readonly form = new FormGroup({ text: new FormControl('', { nonNullable: true, validators: [filled] }) });

  protected async submit(): Promise<void> {
    const workspaceId = this.sessions.workspaceId();
    this.tried.set(true);
    if (workspaceId === null || this.form.invalid) return;
    this.sent.set(await this.sending.run(() => this.api.appeal(workspaceId, this.form.getRawValue().text)));
  }

  /** Refused as before while the suspension lasts. */
  protected async lookAgain(): Promise<void> {
    const ask = { afterPosition: null, signal: new AbortController().signal };
    if (await this.sending.run(() => this.api.workspace(ask))) this.sessions.unbar();
  }
}
