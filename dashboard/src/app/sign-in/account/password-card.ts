import { ChangeDetectionStrategy, Component, ElementRef, inject, input, output, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { Sending } from '../../platform/loading/sending';
import { messages } from '../../platform/messages/messages';
import { filled, passwordLength } from '../../ui/field-rules';
import { focusFirstInvalid } from '../../ui/focus-first-invalid';
import { FormProblem } from '../../ui/form-problem';
import { Notices } from '../../ui/notices';
import { TextField } from '../../ui/text-field';
import { TickField } from '../../ui/tick-field';
import { When } from '../../ui/when';
import { AccountApi } from './account.api';
import { NewPasswordField } from '../passwords/new-password-field';

@Component({
  selector: 'lg-password-card',
  imports: [FormProblem, MatButton, NewPasswordField, ReactiveFormsModule, TextField, TickField, When],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <div class="card-head">
        <h2>{{ t.account.password }}</h2>
        <p class="soft">{{ t.account.passwordChanged }} <lg-when [at]="changedAt()" /></p>
      </div>
      <div class="card-body">
        <form [formGroup]="form" (ngSubmit)="submit()" novalidate>
          <lg-form-problem [sentence]="sending.problem()" />
          <lg-text-field
            fieldName="currentPassword"
            type="password"
            autocomplete="current-password"
            [label]="t.account.currentPassword"
            [control]="form.controls.currentPassword"
            [complaint]="complaint('currentPassword', t.signIn.missingPassword)"
          />
          <lg-new-password-field
            fieldName="newPassword"
            [label]="t.account.newPassword"
            [control]="form.controls.newPassword"
            [complaint]="complaint('newPassword', t.setUp.shortPassword)"
            [words]="words()"
          />
          <lg-tick-field fieldName="alsoBrowsers" [control]="form.controls.alsoBrowsers">{{ t.account.alsoBrowsers }}</lg-tick-field>
          <p class="soft">{{ t.account.keysGoOn }}</p>
          <button matButton="filled" type="submit" [disabled]="sending.working()" disabledInteractive>{{ t.account.changePassword }}</button>
        </form>
      </div>
    </section>
  `,
  styleUrl: './account-card.scss',
})
export class PasswordCard {
  private readonly api = inject(AccountApi);
  private readonly notices = inject(Notices);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly changedAt = input.required<string>();
  /** The person's own words, which everybody would try. */
  readonly words = input.required<readonly string[]>();
  readonly changed = output();
  protected readonly t = messages;
  protected readonly sending = new Sending();
  protected readonly tried = signal(false);
  protected readonly form = new FormGroup({
    currentPassword: new FormControl('', { nonNullable: true, validators: [filled] }),
    newPassword: new FormControl('', { nonNullable: true, validators: [filled, ...passwordLength] }),
    alsoBrowsers: new FormControl(false, { nonNullable: true }),
  });

  protected complaint(field: 'currentPassword' | 'newPassword', own: string): string | null {
    if (!this.tried()) return null;
    return this.form.controls[field].invalid ? own : this.sending.refusalOf(field);
  }

  protected async submit(): Promise<void> {
    this.tried.set(true);
    if (this.form.valid && (await this.sending.run(() => this.api.changePassword(this.form.getRawValue())))) {
      this.tried.set(false);
      this.form.reset();
      this.notices.say(messages.account.passwordIsChanged);
      this.changed.emit();
      return;
    }
    focusFirstInvalid(this.element);
  }
}
