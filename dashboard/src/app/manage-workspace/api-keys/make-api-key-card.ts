import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, output, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import type { IssuedApiKey } from '../../../../../event-schemas/src/http/api-keys';
import type { Done } from '../../platform/api/api-client';
import { OwnPermissions } from '../../platform/api/own-permissions';
import { RepeatableAct } from '../../platform/api/repeatable-act';
import { messages } from '../../platform/messages/messages';
import { withPassword } from '../../sign-in/passwords/with-password';
import { filled } from '../../ui/field-rules';
import { focusFirstInvalid } from '../../ui/focus-first-invalid';
import { SkeletonLines } from '../../ui/skeleton-lines';
import { TextField } from '../../ui/text-field';
import { TickField } from '../../ui/tick-field';
import { permissionName } from '../permissions/permission-name';
import { ApiKeysApi } from './api-keys.api';

const LONGEST_NAME = 120;
const MOST_DAYS = 365;
const text = (value: string, ...validators: readonly (typeof filled)[]): FormControl<string> =>
  new FormControl(value, { nonNullable: true, validators: [filled, ...validators] });

@Component({
  selector: 'lg-make-api-key-card',
  imports: [MatButton, ReactiveFormsModule, SkeletonLines, TextField, TickField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './make-api-key-card.html',
  styleUrl: './make-api-key-card.scss',
})
export class MakeApiKeyCard {
  private readonly api = inject(ApiKeysApi);
  private readonly dialog = inject(MatDialog);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly made = output<Done<IssuedApiKey>>();
  private readonly making = new RepeatableAct();
  protected readonly t = messages;
  protected readonly permissions = inject(OwnPermissions);
  protected readonly tried = signal(false);
  protected readonly form = new FormGroup({
    name: text('', Validators.pattern(/\S/), Validators.maxLength(LONGEST_NAME)),
    days: text('90', Validators.pattern(/^\d+$/), Validators.min(1), Validators.max(MOST_DAYS)),
  });
  /** What keys may be given and the person has; compared by value, so that a renewed session does not empty the boxes. */
  private readonly grantable = computed(
    () =>
      this.permissions
        .rows()
        .filter(({ apiKey, permission }) => apiKey && this.permissions.may(permission))
        .map(({ permission }) => permission),
    { equal: (one, other) => one.join() === other.join() },
  );
  protected readonly scopes = computed(() =>
    this.grantable().map((permission) => ({ permission, name: permissionName(permission), control: new FormControl(false, { nonNullable: true }) })),
  );

  protected complaint(field: 'name' | 'days'): string | null {
    if (!this.tried()) return null;
    const { errors } = this.form.controls[field];
    if (errors === null) return null;
    if (field === 'days') return messages.apiKeys.badDays(MOST_DAYS);
    return 'maxlength' in errors ? messages.settings.tooLong(LONGEST_NAME) : messages.apiKeys.missingName;
  }

  protected chosen(): readonly string[] {
    return this.scopes().flatMap(({ permission, control }) => (control.value ? [permission] : []));
  }

  protected async submit(): Promise<void> {
    this.tried.set(true);
    const scopes = this.chosen();
    const { name, days } = this.form.getRawValue();
    if (this.form.valid && scopes.length > 0) {
      const words = { heading: messages.apiKeys.makeSure(name.trim()), sentence: messages.apiKeys.makeProof, confirm: messages.apiKeys.make, danger: false };
      const done = await withPassword(this.dialog, words, (proof) => this.api.create({ name, scopes, days: Number(days), ...proof }, this.making));
      if (done === null) return;
      this.made.emit(done);
      this.tried.set(false);
      this.form.reset();
      for (const { control } of this.scopes()) control.reset();
      return;
    }
    if (this.form.valid && scopes.length === 0) this.element.querySelector<HTMLElement>('fieldset input')?.focus();
    else focusFirstInvalid(this.element);
  }
}
