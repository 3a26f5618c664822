import { ChangeDetectionStrategy, Component, ElementRef, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule, type ValidatorFn } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { SessionStore } from '../../platform/api/session-store';
import { messages } from '../../platform/messages/messages';
import { liveLoader } from '../../platform/loading/loader';
import { Sending } from '../../platform/loading/sending';
import { ProblemCard } from '../../ui/problem-card';
import { Entrance } from './entrance';
import { focusFirstInvalid } from '../../ui/focus-first-invalid';
import { FormProblem } from '../../ui/form-problem';
import { emailAddress, filled, passwordLength, workspaceName, wrongWorkspaceName } from '../../ui/field-rules';
import { SignInApi } from './sign-in.api';
import { TextField } from '../../ui/text-field';
import { NewPasswordField } from '../passwords/new-password-field';

type FieldName = 'displayName' | 'email' | 'password' | 'workspaceName';

const required = (...more: readonly ValidatorFn[]): FormControl<string> => new FormControl('', { nonNullable: true, validators: [filled, ...more] });

/** Reached by the one-time link; its token travels in the fragment, which browsers do not send. */
@Component({
  selector: 'lg-set-up-page',
  imports: [Entrance, FormProblem, MatButton, NewPasswordField, ProblemCard, ReactiveFormsModule, RouterLink, TextField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './set-up.page.html',
  styleUrl: './entrance-form.scss',
})
export class SetUpPage {
  private readonly api = inject(SignInApi);
  private readonly sessions = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly t = messages;
  protected readonly token = new URLSearchParams(inject(ActivatedRoute).snapshot.fragment ?? '').get('token');
  protected readonly needed = liveLoader([], () => this.api.setUpNeeded());
  protected readonly form = new FormGroup({
    displayName: required(),
    email: required(emailAddress),
    password: required(...passwordLength),
    workspaceName: required(...workspaceName),
  });
  protected readonly wrongWorkspaceName = wrongWorkspaceName;
  protected readonly tried = signal(false);
  protected readonly sending = new Sending();

  protected complaint(field: FieldName, own: string | null): string | null {
    if (!this.tried()) return null;
    return this.form.controls[field].invalid ? own : this.sending.refusalOf(field);
  }

  protected async submit(token: string): Promise<void> {
    if (this.sending.working()) return;
    this.tried.set(true);
    this.sending.forget();
    if (this.form.valid && (await this.sending.run(() => this.setUp(token)))) return;
    focusFirstInvalid(this.element);
  }

  private async setUp(token: string): Promise<void> {
    this.sessions.begin(await this.api.setUp({ token, ...this.form.getRawValue() }));
    await this.router.navigateByUrl('/leads', { replaceUrl: true });
  }
}
