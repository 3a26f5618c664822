import { ChangeDetectionStrategy, Component, effect, input, signal } from '@angular/core';
import type { FormControl } from '@angular/forms';
import { messages } from '../../platform/messages/messages';
import { TextField } from '../../ui/text-field';
import { PasswordStrength } from './password-strength';

/** A field for a password that is chosen, with what it is worth. */
@Component({
  selector: 'lg-new-password-field',
  imports: [PasswordStrength, TextField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <lg-text-field
      type="password"
      autocomplete="new-password"
      [fieldName]="fieldName()"
      [label]="label()"
      [hint]="hint"
      [control]="control()"
      [complaint]="complaint()"
    />
    <lg-password-strength [password]="typed()" [words]="words()" />
  `,
  styles: `
    :host {
      display: block;
      width: 100%;
    }
  `,
})
export class NewPasswordField {
  readonly fieldName = input.required<string>();
  readonly label = input.required<string>();
  readonly control = input.required<FormControl<string>>();
  readonly complaint = input.required<string | null>();
  /** The person's own words, which everybody would try. */
  readonly words = input<readonly string[]>([]);
  protected readonly hint = messages.setUp.passwordHint;
  protected readonly typed = signal('');

  constructor() {
    effect((onCleanup) => {
      const typing = this.control().valueChanges.subscribe((value) => this.typed.set(value));
      onCleanup(() => typing.unsubscribe());
    });
  }
}
