import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { SecondFactorNeeded, SecondFactorRequest, Session } from '../../../../event-schemas/src/http/sign-in';
import { problemOf } from '../platform/api/api-fault';
import { messages } from '../platform/messages/messages';
import { focusFirstInvalid } from '../ui/focus-first-invalid';
import { FormProblem } from '../ui/form-problem';
import { TextField } from '../ui/text-field';
import { SignInApi } from './sign-in.api';

type Way = 'code' | 'recoveryCode';
const SIX_DIGITS = /^\d{6}$/;

/** After the right password: a code of the authenticator app, or a recovery code. */
@Component({
  selector: 'lg-second-step',
  imports: [FormProblem, MatButton, ReactiveFormsModule, TextField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form [formGroup]="form" (ngSubmit)="submit()" novalidate>
      <div>
        <h1>{{ t.title }}</h1>
        <p class="soft">{{ words().lead }}</p>
      </div>
      <lg-form-problem [sentence]="problem()" />
      <lg-text-field
        [fieldName]="way()"
        [digits]="way() === 'code'"
        [autocomplete]="way() === 'code' ? 'one-time-code' : 'off'"
        [label]="words().label"
        [hint]="words().hint"
        [control]="form.controls.typed"
        [complaint]="complaint()"
      />
      <button matButton="filled" class="wide-button" type="submit" [disabled]="working()" disabledInteractive>
        {{ working() ? submitting : t.submit }}
      </button>
      @if (hasApp()) {
        <button matButton type="button" (click)="change()">{{ way() === 'code' ? t.useRecoveryCode : t.useCode }}</button>
      }
      <button matButton type="button" (click)="again.emit(null)">{{ t.startAgain }}</button>
    </form>
  `,
  styleUrl: './entrance-form.scss',
})
export class SecondStep {
  private readonly api = inject(SignInApi);
  private readonly injector = inject(Injector);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly needed = input.required<SecondFactorNeeded>();
  readonly signedIn = output<Session>();
  /** Back to the password; the sentence says why when the server asked for it. */
  readonly again = output<string | null>();
  protected readonly t = messages.secondStep;
  protected readonly submitting = messages.signIn.working;
  protected readonly form = new FormGroup({ typed: new FormControl('', { nonNullable: true }) });
  protected readonly hasApp = computed(() => this.needed().methods.includes('totp'));
  protected readonly way = linkedSignal<Way>(() => (this.hasApp() ? 'code' : 'recoveryCode'));
  protected readonly words = computed(() =>
    this.way() === 'code'
      ? { lead: this.t.codeLead, label: this.t.code, hint: this.t.codeHint, missing: this.t.missingCode, wrong: this.t.wrongCode }
      : {
          lead: this.t.recoveryLead,
          label: this.t.recoveryCode,
          hint: this.t.recoveryHint,
          missing: this.t.missingRecoveryCode,
          wrong: this.t.wrongRecoveryCode,
        },
  );
  protected readonly working = signal(false);
  protected readonly complaint = signal<string | null>(null);
  protected readonly problem = signal<string | null>(null);

  constructor() {
    this.focus();
  }

  protected change(): void {
    this.way.update((way) => (way === 'code' ? 'recoveryCode' : 'code'));
    this.form.reset();
    this.complaint.set(null);
    this.problem.set(null);
    this.focus();
  }

  protected async submit(): Promise<void> {
    if (this.working()) return;
    this.problem.set(null);
    // People type codes in groups, as the app shows them.
    const typed = this.form.controls.typed.value.replaceAll(/\s/g, '');
    if (this.way() === 'code' ? !SIX_DIGITS.test(typed) : typed === '') {
      this.refuse(this.words().missing);
      return;
    }
    this.complaint.set(null);
    this.working.set(true);
    try {
      this.signedIn.emit(await this.api.finishSignIn(this.request(typed)));
    } catch (fault) {
      this.explain(fault);
    } finally {
      this.working.set(false);
    }
  }

  private request(typed: string): SecondFactorRequest {
    const { ticket } = this.needed();
    return this.way() === 'code' ? { ticket, code: typed } : { ticket, recoveryCode: typed };
  }

  private explain(fault: unknown): void {
    const { type, detail } = problemOf(fault);
    if (type === '/problems/ticket-over') this.again.emit(detail);
    else if (type === '/problems/wrong-second-factor') this.refuse(this.words().wrong);
    else this.problem.set(detail);
  }

  private refuse(why: string): void {
    this.complaint.set(why);
    focusFirstInvalid(this.element);
  }

  private focus(): void {
    afterNextRender(() => this.element.querySelector('input')?.focus(), { injector: this.injector });
  }
}
