import { ChangeDetectionStrategy, Component, ElementRef, inject, input, output, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { Account } from '../../../../../event-schemas/src/http/accounts';
import { Sending } from '../../platform/loading/sending';
import { messages } from '../../platform/messages/messages';
import { emailAddress, filled } from '../../ui/field-rules';
import { focusFirstInvalid } from '../../ui/focus-first-invalid';
import { FormProblem } from '../../ui/form-problem';
import { Notices } from '../../ui/notices';
import { TextField } from '../../ui/text-field';
import { AccountApi } from './account.api';

/** The address of the account; another one counts when both addresses have confirmed it. */
@Component({
  selector: 'lg-email-card',
  imports: [FormProblem, MatButton, ReactiveFormsModule, TextField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <div class="card-head">
        <h2>{{ t.account.email }}</h2>
        <p class="soft">{{ account().email }}</p>
      </div>
      <div class="card-body">
        @if (account().pendingEmail; as pending) {
          <div class="waiting">
            <p>{{ t.account.emailWaits(pending, account().email) }}</p>
            <lg-form-problem [sentence]="sending.problem()" />
            <div>
              <button matButton="outlined" type="button" [disabled]="sending.working()" disabledInteractive (click)="giveUp()">
                {{ t.account.giveUpEmail }}
              </button>
            </div>
          </div>
        } @else {
          <p class="soft">{{ t.account.emailText }}</p>
          <form [formGroup]="form" (ngSubmit)="submit()" novalidate>
            <lg-form-problem [sentence]="sending.problem()" />
            <lg-text-field
              fieldName="email"
              type="email"
              autocomplete="email"
              [label]="t.account.newEmail"
              [control]="form.controls.email"
              [complaint]="complaint('email', t.signIn.missingEmail)"
            />
            <lg-text-field
              fieldName="password"
              type="password"
              autocomplete="current-password"
              [label]="t.account.ownPassword"
              [control]="form.controls.password"
              [complaint]="complaint('password', t.signIn.missingPassword)"
            />
            <button matButton="filled" type="submit" [disabled]="sending.working()" disabledInteractive>{{ t.account.changeEmail }}</button>
          </form>
        }
      </div>
    </section>
  `,
  styleUrl: './account-card.scss',
})
export class EmailCard {
  private readonly api = inject(AccountApi);
  private readonly notices = inject(Notices);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly account = input.required<Account>();
  readonly changed = output();
  protected readonly t = messages;
  protected readonly sending = new Sending();
  protected readonly tried = signal(false);
  protected readonly form = new FormGroup({
    email: new FormControl('', { nonNullable: true, validators: [filled, emailAddress] }),
    password: new FormControl('', { nonNullable: true, validators: [filled] }),
  });

  protected complaint(field: 'email' | 'password', own: string): string | null {
    if (!this.tried()) return null;
    return this.form.controls[field].invalid ? own : this.sending.refusalOf(field);
  }

  protected async submit(): Promise<void> {
    this.tried.set(true);
    if (this.form.valid && (await this.sending.run(() => this.api.changeEmail(this.form.getRawValue())))) {
      this.tried.set(false);
      this.form.reset();
      this.notices.say(messages.account.emailAsked);
      this.changed.emit();
      return;
    }
    focusFirstInvalid(this.element);
  }

  protected async giveUp(): Promise<void> {
    if (await this.sending.run(() => this.api.giveUpEmail())) this.changed.emit();
  }
}
