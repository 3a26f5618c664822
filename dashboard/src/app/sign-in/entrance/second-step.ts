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
import type { SecondFactorNeeded, SecondFactorRequest, Session } from '../../../../../event-schemas/src/http/sign-in';
import { problemOf } from '../../platform/api/api-fault';
import { messages } from '../../platform/messages/messages';
import { focusFirstInvalid } from '../../ui/focus-first-invalid';
import { FormProblem } from '../../ui/form-problem';
import { TextField } from '../../ui/text-field';
import { SignInApi } from './sign-in.api';

type Way = 'passkey' | 'code' | 'recoveryCode';
/** The easiest first. */
const WAYS = [
  { way: 'passkey', method: 'passkey' },
  { way: 'code', method: 'totp' },
  { way: 'recoveryCode', method: 'recovery-code' },
] as const;
const SIX_DIGITS = /^\d{6}$/;
const ANYTHING = /./;

/** After the right password: a passkey, a code of the authenticator app, or a recovery code. */
@Component({
  selector: 'lg-second-step',
  imports: [FormProblem, MatButton, ReactiveFormsModule, TextField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form [formGroup]="form" (ngSubmit)="submit()" novalidate>
      <div>
        <h1>{{ t.title }}</h1>
        <p class="soft">{{ lead() }}</p>
      </div>
      <lg-form-problem [sentence]="problem()" />
      @if (typed(); as field) {
        <lg-text-field
          [fieldName]="way()"
          [digits]="way() === 'code'"
          [autocomplete]="way() === 'code' ? 'one-time-code' : 'off'"
          [label]="field.label"
          [hint]="field.hint"
          [control]="form.controls.typed"
          [complaint]="complaint()"
        />
      }
      <button matButton="filled" class="wide-button" type="submit" [disabled]="working()" disabledInteractive>
        {{ working() ? submitting : way() === 'passkey' ? t.usePasskey : t.submit }}
      </button>
      @for (other of others(); track $index) {
        <button matButton type="button" (click)="change(other)">{{ instead(other) }}</button>
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
  private readonly ways = computed(() => WAYS.filter(({ method }) => this.needed().methods.includes(method)).map(({ way }) => way));
  protected readonly way = linkedSignal<Way>(() => this.ways()[0] ?? 'recoveryCode');
  protected readonly others = computed(() => this.ways().filter((way) => way !== this.way()));
  protected readonly lead = computed(() => this.typed()?.lead ?? this.t.passkeyLead);
  /** Words of the way that is typed; null for a passkey. */
  protected readonly typed = computed(() => {
    switch (this.way()) {
      case 'passkey':
        return null;
      case 'code':
        return {
          lead: this.t.codeLead,
          label: this.t.code,
          hint: this.t.codeHint,
          right: SIX_DIGITS,
          missing: this.t.missingCode,
          wrong: this.t.wrongCode,
        };
      case 'recoveryCode':
        return {
          lead: this.t.recoveryLead,
          label: this.t.recoveryCode,
          hint: this.t.recoveryHint,
          right: ANYTHING,
          missing: this.t.missingRecoveryCode,
          wrong: this.t.wrongRecoveryCode,
        };
    }
  });
  protected readonly working = signal(false);
  protected readonly complaint = signal<string | null>(null);
  protected readonly problem = signal<string | null>(null);

  constructor() {
    this.focus();
  }

  protected instead(way: Way): string {
    return messages.secondStep.instead[way];
  }

  protected change(way: Way): void {
    this.way.set(way);
    this.form.reset();
    this.complaint.set(null);
    this.problem.set(null);
    this.focus();
  }

  protected async submit(): Promise<void> {
    if (this.working()) return;
    this.problem.set(null);
    this.complaint.set(null);
    // People type codes in groups, as the app shows them.
    const typed = this.form.controls.typed.value.replaceAll(/\s/g, '');
    const field = this.typed();
    if (field !== null && !field.right.test(typed)) {
      this.refuse(field.missing);
      return;
    }
    this.working.set(true);
    try {
      this.signedIn.emit(await this.api.finishSignIn(await this.request(typed)));
    } catch (fault) {
      this.explain(fault);
    } finally {
      this.working.set(false);
    }
  }

  private async request(typed: string): Promise<SecondFactorRequest> {
    const { ticket } = this.needed();
    switch (this.way()) {
      case 'passkey':
        return { ticket, passkey: await this.api.passkeyAnswer() };
      case 'code':
        return { ticket, code: typed };
      case 'recoveryCode':
        return { ticket, recoveryCode: typed };
    }
  }

  private explain(fault: unknown): void {
    const { type, detail } = problemOf(fault);
    const field = this.typed();
    if (type === '/problems/ticket-over') this.again.emit(detail);
    else if (type === '/problems/wrong-second-factor' && field !== null) this.refuse(field.wrong);
    else this.problem.set(detail);
  }

  private refuse(why: string): void {
    this.complaint.set(why);
    focusFirstInvalid(this.element);
  }

  private focus(): void {
    afterNextRender(() => this.element.querySelector<HTMLElement>('input, [type=submit]')?.focus(), { injector: this.injector });
  }
}
