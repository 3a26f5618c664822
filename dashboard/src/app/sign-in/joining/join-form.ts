import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { InvitationLookup } from '../../../../../event-schemas/src/http/members';
import { SessionStore } from '../../platform/api/session-store';
import { Sending } from '../../platform/loading/sending';
import { messages } from '../../platform/messages/messages';
import { filled, passwordLength } from '../../ui/field-rules';
import { focusFirstInvalid } from '../../ui/focus-first-invalid';
import { FormProblem } from '../../ui/form-problem';
import { type Choice, SelectField } from '../../ui/select-field';
import { TextField } from '../../ui/text-field';
import { TickField } from '../../ui/tick-field';
import { JoiningApi } from './joining.api';
import { NewPasswordField } from '../passwords/new-password-field';

const ticked = (): FormControl<boolean> => new FormControl(false, { nonNullable: true, validators: [(control) => Validators.requiredTrue(control)] });

/** Makes an account for the invited address and joins with it. */
@Component({
  selector: 'lg-join-form',
  imports: [FormProblem, MatButton, NewPasswordField, ReactiveFormsModule, SelectField, TextField, TickField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './join-form.html',
  styleUrl: '../entrance/entrance-form.scss',
})
export class JoinForm {
  private readonly api = inject(JoiningApi);
  private readonly sessions = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly invitation = input.required<InvitationLookup>();
  readonly token = input.required<string>();
  protected readonly t = messages;
  protected readonly form = new FormGroup({
    displayName: new FormControl('', { nonNullable: true, validators: [filled] }),
    password: new FormControl('', { nonNullable: true, validators: [filled, ...passwordLength] }),
    region: new FormControl('', { nonNullable: true, validators: [filled] }),
    oldEnough: ticked(),
    accepted: ticked(),
  });
  protected readonly email = computed(() => new FormControl({ value: this.invitation().email, disabled: true }, { nonNullable: true }));
  protected readonly regions = computed(() => choicesOf(this.invitation().ageRules.map(({ region }) => region)));
  private readonly region = toSignal(this.form.controls.region.valueChanges, { initialValue: '' });
  protected readonly age = computed(() => this.invitation().ageRules.find(({ region }) => region === this.region())?.minimumAge ?? null);
  protected readonly tried = signal(false);
  protected readonly sending = new Sending();

  protected complaint(field: keyof typeof this.form.controls, own: string): string | null {
    if (!this.tried()) return null;
    if (this.form.controls[field].invalid) return own;
    return this.sending.refusalOf(`newAccount/${field}`) ?? this.sending.refusalOf(field);
  }

  protected async submit(): Promise<void> {
    if (this.sending.working()) return;
    this.tried.set(true);
    this.sending.forget();
    if (this.form.valid && (await this.sending.run(() => this.join()))) return;
    focusFirstInvalid(this.element);
  }

  private async join(): Promise<void> {
    const { displayName, password, region, oldEnough } = this.form.getRawValue();
    const acceptedDocuments = this.invitation().documents.map(({ document, version }) => ({ document, version }));
    this.sessions.begin(await this.api.joinAsNobody({ token: this.token(), newAccount: { displayName, password, region, oldEnough, acceptedDocuments } }));
    await this.router.navigateByUrl('/leads', { replaceUrl: true });
  }
}

/** Countries by their names in the language of the page; everywhere else stands last. */
function choicesOf(regions: readonly string[]): readonly Choice[] {
  const names = new Intl.DisplayNames([messages.locale], { type: 'region' });
  const countries = regions
    .filter((region) => region !== 'other')
    .map((region) => ({ value: region, text: names.of(region) ?? region }))
    .sort((a, b) => a.text.localeCompare(b.text, messages.locale));
  return [{ value: '', text: messages.join.chooseRegion }, ...countries, { value: 'other', text: messages.join.otherRegion }];
}
