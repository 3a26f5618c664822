import { ChangeDetectionStrategy, Component, effect, ElementRef, inject, input, output, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { Account } from '../../../../../event-schemas/src/http/accounts';
import { SessionStore } from '../../platform/api/session-store';
import { Sending } from '../../platform/loading/sending';
import { messages } from '../../platform/messages/messages';
import { filled } from '../../ui/field-rules';
import { focusFirstInvalid } from '../../ui/focus-first-invalid';
import { FormProblem } from '../../ui/form-problem';
import { Notices } from '../../ui/notices';
import { TextField } from '../../ui/text-field';
import { TickField } from '../../ui/tick-field';
import { AccountApi } from './account.api';

@Component({
  selector: 'lg-profile-card',
  imports: [FormProblem, MatButton, ReactiveFormsModule, TextField, TickField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="card">
      <div class="card-head">
        <h2>{{ t.account.profile }}</h2>
      </div>
      <div class="card-body">
        <form [formGroup]="form" (ngSubmit)="submit()" novalidate>
          <lg-form-problem [sentence]="sending.problem()" />
          <lg-text-field
            fieldName="displayName"
            autocomplete="name"
            [label]="t.setUp.name"
            [hint]="t.account.nameHint"
            [control]="form.controls.displayName"
            [complaint]="complaint()"
          />
          <lg-tick-field fieldName="signInNotices" [control]="form.controls.signInNotices">{{ t.account.signInNotices }}</lg-tick-field>
          <button matButton="filled" type="submit" [disabled]="sending.working()" disabledInteractive>{{ t.states.save }}</button>
        </form>
      </div>
    </section>
  `,
  styleUrl: './account-card.scss',
})
export class ProfileCard {
  private readonly api = inject(AccountApi);
  private readonly sessions = inject(SessionStore);
  private readonly notices = inject(Notices);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly account = input.required<Account>();
  readonly changed = output();
  protected readonly t = messages;
  protected readonly sending = new Sending();
  protected readonly tried = signal(false);
  protected readonly form = new FormGroup({
    displayName: new FormControl('', { nonNullable: true, validators: [filled] }),
    signInNotices: new FormControl(true, { nonNullable: true }),
  });

  constructor() {
    effect(() => {
      const { displayName, preferences } = this.account();
      // What is being typed is not overwritten.
      if (!this.form.dirty) this.form.setValue({ displayName, signInNotices: preferences.signInNotices });
    });
  }

  protected complaint(): string | null {
    if (!this.tried()) return null;
    return this.form.invalid ? messages.setUp.missingName : this.sending.refusalOf('displayName');
  }

  protected async submit(): Promise<void> {
    this.tried.set(true);
    if (this.form.invalid) {
      focusFirstInvalid(this.element);
      return;
    }
    const { displayName, signInNotices } = this.form.getRawValue();
    const done = await this.sending.run(async () => {
      const { body } = await this.api.change({ displayName, preferences: { signInNotices } });
      this.sessions.rename(body.displayName);
    });
    if (!done) return;
    this.form.markAsPristine();
    this.notices.say(messages.account.saved);
    this.changed.emit();
  }
}
