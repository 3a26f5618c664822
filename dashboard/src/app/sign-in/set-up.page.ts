import { ChangeDetectionStrategy, Component, ElementRef, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule, type ValidatorFn } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import type { FieldProblem } from '../../../../event-schemas/src/http/problem';
import { problemOf } from '../platform/api/api-fault';
import { SessionStore } from '../platform/api/session-store';
import { messages } from '../platform/messages/messages';
import { liveLoader } from '../platform/loading/loader';
import { ProblemCard } from '../ui/problem-card';
import { Entrance } from './entrance';
import { focusFirstInvalid } from '../ui/focus-first-invalid';
import { FormProblem } from '../ui/form-problem';
import { emailAddress, filled, passwordLength } from '../ui/field-rules';
import { SignInApi } from './sign-in.api';
import { TextField } from '../ui/text-field';

type FieldName = 'displayName' | 'email' | 'password' | 'workspaceName';

const required = (...more: readonly ValidatorFn[]): FormControl<string> => new FormControl('', { nonNullable: true, validators: [filled, ...more] });

/** Reached by the one-time link; its token travels in the fragment, which browsers do not send. */
@Component({
  selector: 'lg-set-up-page',
  imports: [Entrance, FormProblem, MatButton, ProblemCard, ReactiveFormsModule, RouterLink, TextField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './set-up.page.html',
  styleUrl: './entrance-form.scss',
})
export class SetUpPage {
  private readonly api = inject(SignInApi);
  private readonly sessions = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly refused = signal<readonly FieldProblem[]>([]);
  protected readonly t = messages;
  protected readonly token = new URLSearchParams(inject(ActivatedRoute).snapshot.fragment ?? '').get('token');
  protected readonly needed = liveLoader([], () => this.api.setUpNeeded());
  protected readonly form = new FormGroup({
    displayName: required(),
    email: required(emailAddress),
    password: required(...passwordLength),
    workspaceName: required(),
  });
  protected readonly tried = signal(false);
  protected readonly working = signal(false);
  protected readonly problem = signal<string | null>(null);

  protected complaint(field: FieldName, own: string): string | null {
    if (!this.tried()) return null;
    const server = this.refused().find(({ pointer }) => pointer === `/${field}`)?.message ?? null;
    return this.form.controls[field].invalid ? own : server;
  }

  protected async submit(token: string): Promise<void> {
    if (this.working()) return;
    this.tried.set(true);
    this.problem.set(null);
    this.refused.set([]);
    if (this.form.invalid) {
      focusFirstInvalid(this.element);
      return;
    }
    this.working.set(true);
    try {
      this.sessions.begin(await this.api.setUp({ token, ...this.form.getRawValue() }));
      await this.router.navigateByUrl('/leads', { replaceUrl: true });
    } catch (fault) {
      const problem = problemOf(fault);
      this.problem.set(problem.detail);
      this.refused.set(problem.errors ?? []);
      focusFirstInvalid(this.element);
    } finally {
      this.working.set(false);
    }
  }
}
