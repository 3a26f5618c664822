import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { type FormControl, ReactiveFormsModule } from '@angular/forms';

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** A labelled choice of one, with a hint and a complaint, tied together for screen readers. */
@Component({
  selector: 'lg-select-field',
  imports: [ReactiveFormsModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="field">
      <label [for]="fieldName()">{{ label() }}</label>
      <select
        class="input"
        [id]="fieldName()"
        [formControl]="control()"
        [attr.name]="fieldName()"
        [attr.autocomplete]="autocomplete()"
        [attr.aria-invalid]="complaint() === null ? null : true"
        [attr.aria-describedby]="describedBy()"
      >
        @for (choice of choices(); track choice.value) {
          <option [value]="choice.value">{{ choice.text }}</option>
        }
      </select>
      @if (complaint(); as why) {
        <p class="wrong" [id]="fieldName() + '-wrong'">{{ why }}</p>
      } @else if (hint()) {
        <p class="hint" [id]="fieldName() + '-hint'">{{ hint() }}</p>
      }
    </div>
  `,
})
export class SelectField {
  readonly fieldName = input.required<string>();
  readonly label = input.required<string>();
  readonly control = input.required<FormControl<string>>();
  readonly choices = input.required<readonly Choice[]>();
  readonly autocomplete = input<string | null>(null);
  readonly hint = input<string | null>(null);
  readonly complaint = input<string | null>(null);
  protected readonly describedBy = computed(() => {
    if (this.complaint() !== null) return `${this.fieldName()}-wrong`;
    return this.hint() === null ? null : `${this.fieldName()}-hint`;
  });
}
