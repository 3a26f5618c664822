import { ChangeDetectionStrategy, Component, ElementRef, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { problemOf } from '../../platform/api/api-fault';
import { messages } from '../../platform/messages/messages';
import { filled, passwordLength } from '../../ui/field-rules';
import { focusFirstInvalid } from '../../ui/focus-first-invalid';
import { FormProblem } from '../../ui/form-problem';
import { Entrance } from '../entrance/entrance';
import { MailedLinksApi } from './mailed-links.api';
import { NewPasswordField } from '../passwords/new-password-field';

/** Reached by a mailed link; its token travels in the fragment, which browsers do not send. */
@Component({
  selector: 'lg-reset-password-page',
  imports: [Entrance, FormProblem, MatButton, NewPasswordField, ReactiveFormsModule, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <lg-entrance>
      @switch (state()) {
        @case ('done') {
          <div class="instead" role="status">
            <div>
              <h1>{{ t.reset.doneTitle }}</h1>
              <p class="soft">{{ t.reset.done }}</p>
            </div>
            <a matButton="filled" class="wide-button" routerLink="/sign-in">{{ t.setUp.toSignIn }}</a>
          </div>
        }
        @case ('over') {
          <div class="instead">
            <div>
              <h1>{{ t.mailedLink.overTitle }}</h1>
              <p class="soft">{{ t.reset.over }}</p>
            </div>
            <a matButton="filled" class="wide-button" routerLink="/forgot-password">{{ t.forgot.submit }}</a>
          </div>
        }
        @default {
          <form [formGroup]="form" (ngSubmit)="submit()" novalidate>
            <div>
              <h1>{{ t.reset.page }}</h1>
              <p class="soft">{{ t.reset.lead }}</p>
            </div>
            <lg-form-problem [sentence]="problem()" />
            <lg-new-password-field fieldName="password" [label]="t.account.newPassword" [control]="form.controls.password" [complaint]="complaint()" />
            <button matButton="filled" class="wide-button" type="submit" [disabled]="state() === 'working'" disabledInteractive>{{ t.reset.submit }}</button>
          </form>
        }
      }
    </lg-entrance>
  `,
  styleUrl: '../entrance/entrance-form.scss',
})
export class ResetPasswordPage {
  private readonly api = inject(MailedLinksApi);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly token = new URLSearchParams(inject(ActivatedRoute).snapshot.fragment ?? '').get('token') ?? '';
  private readonly refused = signal<string | null>(null);
  private readonly tried = signal(false);
  protected readonly t = messages;
  protected readonly form = new FormGroup({ password: new FormControl('', { nonNullable: true, validators: [filled, ...passwordLength] }) });
  protected readonly state = signal<'asked' | 'working' | 'done' | 'over'>(this.token === '' ? 'over' : 'asked');
  protected readonly problem = signal<string | null>(null);

  protected complaint(): string | null {
    if (!this.tried()) return null;
    return this.form.invalid ? messages.setUp.shortPassword : this.refused();
  }

  protected async submit(): Promise<void> {
    this.tried.set(true);
    this.problem.set(null);
    this.refused.set(null);
    if (this.form.invalid) {
      focusFirstInvalid(this.element);
      return;
    }
    this.state.set('working');
    try {
      await this.api.useReset({ token: this.token, ...this.form.getRawValue() });
      this.state.set('done');
    } catch (fault) {
      const problem = problemOf(fault);
      this.state.set(problem.status === 410 ? 'over' : 'asked');
      this.problem.set(problem.detail);
      this.refused.set(problem.errors?.[0]?.message ?? null);
    }
  }
}
