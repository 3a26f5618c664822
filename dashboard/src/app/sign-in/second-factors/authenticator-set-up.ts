import { afterNextRender, ChangeDetectionStrategy, Component, computed, ElementRef, inject, input, output, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import type { TotpSetUp } from '../../../../../event-schemas/src/http/accounts';
import { Sending } from '../../platform/loading/sending';
import { messages } from '../../platform/messages/messages';
import { focusFirstInvalid } from '../../ui/focus-first-invalid';
import { FormProblem } from '../../ui/form-problem';
import { QrCode } from '../../ui/qr-code';
import { TextField } from '../../ui/text-field';
import { SecondFactorApi } from './second-factor.api';

const SIX_DIGITS = /^\d{6}$/;

/** The secret on its way into the app, until a code of the app proves that it arrived. */
@Component({
  selector: 'lg-authenticator-set-up',
  imports: [FormProblem, MatButton, QrCode, ReactiveFormsModule, TextField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form [formGroup]="form" (ngSubmit)="submit()" novalidate>
      <p>{{ t.scan }}</p>
      <lg-qr-code [text]="setUp().address" [label]="t.picture" />
      <div>
        <p class="soft">{{ t.secret }}</p>
        <p class="code">{{ secret() }}</p>
        <a [href]="setUp().address">{{ t.open }}</a>
      </div>
      <lg-form-problem [sentence]="sending.problem()" />
      <lg-text-field
        fieldName="code"
        autocomplete="one-time-code"
        [digits]="true"
        [label]="t.code"
        [hint]="t.codeHint"
        [control]="form.controls.code"
        [complaint]="missing() ?? sending.refusalOf('code')"
      />
      <div class="row">
        <button matButton="filled" type="submit" [disabled]="sending.working()" disabledInteractive>{{ t.confirm }}</button>
        <button matButton="outlined" type="button" (click)="cancelled.emit()">{{ cancel }}</button>
      </div>
    </form>
  `,
  styleUrl: './second-factor.scss',
})
export class AuthenticatorSetUp {
  private readonly api = inject(SecondFactorApi);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly setUp = input.required<TotpSetUp>();
  /** With the recovery codes that were made, if any. */
  readonly confirmed = output<readonly string[]>();
  readonly cancelled = output();
  protected readonly t = messages.secondFactor;
  protected readonly cancel = messages.states.cancel;
  protected readonly sending = new Sending();
  protected readonly missing = signal<string | null>(null);
  protected readonly form = new FormGroup({ code: new FormControl('', { nonNullable: true }) });
  // In groups of four, so that people keep their place while typing it.
  protected readonly secret = computed(() => this.setUp().secret.replaceAll(/(.{4})(?=.)/g, '$1 '));

  constructor() {
    afterNextRender(() => this.element.querySelector('input')?.focus());
  }

  protected async submit(): Promise<void> {
    const code = this.form.controls.code.value.replaceAll(/\s/g, '');
    this.missing.set(SIX_DIGITS.test(code) ? null : messages.secondStep.missingCode);
    if (this.missing() === null && (await this.sending.run(async () => this.confirmed.emit(await this.api.confirm({ code }))))) return;
    focusFirstInvalid(this.element);
  }
}
