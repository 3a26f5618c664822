import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { type FormControl, ReactiveFormsModule } from '@angular/forms';

/** A labelled input with a hint and a complaint, tied together for screen readers. */
@Component({
  selector: 'lg-text-field',
  imports: [ReactiveFormsModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="field">
      <label [for]="fieldName()">{{ label() }}</label>
      <input
        class="input"
        [id]="fieldName()"
        [type]="type()"
        [formControl]="control()"
        [attr.name]="fieldName()"
        [attr.autocomplete]="autocomplete()"
        [attr.inputmode]="digits() ? 'numeric' : null"
        [attr.aria-invalid]="complaint() === null ? null : true"
        [attr.aria-describedby]="describedBy()"
      />
      @if (complaint(); as why) {
        <p class="wrong" [id]="fieldName() + '-wrong'">{{ why }}</p>
      } @else if (hint()) {
        <p class="hint" [id]="fieldName() + '-hint'">{{ hint() }}</p>
      }
    </div>
  `,
})
export class TextField {
  readonly fieldName = input.required<string>();
  readonly label = input.required<string>();
  readonly control = input.required<FormControl<string>>();
  readonly type = input<'text' | 'email' | 'password' | 'number'>('text');
  readonly autocomplete = input.required<string>();
  /** Asks a phone for its keys of numbers. */
  readonly digits = input(false);
  readonly hint = input<string | null>(null);
  readonly complaint = input<string | null>(null);
  protected readonly describedBy = computed(() => {
    if (this.complaint() !== null) return `${this.fieldName()}-wrong`;
    return this.hint() === null ? null : `${this.fieldName()}-hint`;
  });
}
