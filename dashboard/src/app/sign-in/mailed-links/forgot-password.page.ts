import { ChangeDetectionStrategy, Component, ElementRef, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { Sending } from '../../platform/loading/sending';
import { messages } from '../../platform/messages/messages';
import { filled } from '../../ui/field-rules';
import { focusFirstInvalid } from '../../ui/focus-first-invalid';
import { FormProblem } from '../../ui/form-problem';
import { TextField } from '../../ui/text-field';
import { Entrance } from '../entrance/entrance';
import { MailedLinksApi } from './mailed-links.api';

/** Asks for a link by mail; the answer is the same whether the address has an account or not. */
@Component({
  selector: 'lg-forgot-password-page',
  imports: [Entrance, FormProblem, MatButton, ReactiveFormsModule, RouterLink, TextField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <lg-entrance>
      @if (askedFor(); as email) {
        <div class="instead" role="status">
          <div>
            <h1>{{ t.forgot.sentTitle }}</h1>
            <p class="soft">{{ t.forgot.sent(email) }}</p>
          </div>
          <a matButton="outlined" class="wide-button" routerLink="/sign-in">{{ t.setUp.toSignIn }}</a>
        </div>
      } @else {
        <form [formGroup]="form" (ngSubmit)="submit()" novalidate>
          <div>
            <h1>{{ t.forgot.page }}</h1>
            <p class="soft">{{ t.forgot.lead }}</p>
          </div>
          <lg-form-problem [sentence]="sending.problem()" />
          <lg-text-field
            fieldName="email"
            type="email"
            autocomplete="username"
            [label]="t.signIn.email"
            [control]="form.controls.email"
            [complaint]="tried() && form.invalid ? t.signIn.missingEmail : null"
          />
          <button matButton="filled" class="wide-button" type="submit" [disabled]="sending.working()" disabledInteractive>{{ t.forgot.submit }}</button>
          <a matButton routerLink="/sign-in">{{ t.setUp.toSignIn }}</a>
        </form>
      }
    </lg-entrance>
  `,
  styleUrl: '../entrance/entrance-form.scss',
})
export class ForgotPasswordPage {
  private readonly api = inject(MailedLinksApi);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly t = messages;
  protected readonly form = new FormGroup({ email: new FormControl('', { nonNullable: true, validators: [filled] }) });
  protected readonly tried = signal(false);
  protected readonly sending = new Sending();
  protected readonly askedFor = signal<string | null>(null);

  protected async submit(): Promise<void> {
    this.tried.set(true);
    this.sending.forget();
    if (this.form.invalid) {
      focusFirstInvalid(this.element);
      return;
    }
    const { email } = this.form.getRawValue();
    if (await this.sending.run(() => this.api.askReset(email))) this.askedFor.set(email);
  }
}
