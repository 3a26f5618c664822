import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { type FormControl, ReactiveFormsModule } from '@angular/forms';

/** A box to tick; the sentence beside it may hold links. */
@Component({
  selector: 'lg-tick-field',
  imports: [ReactiveFormsModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label>
      <input
        type="checkbox"
        [formControl]="control()"
        [attr.name]="fieldName()"
        [attr.aria-invalid]="complaint() === null ? null : true"
        [attr.aria-describedby]="complaint() === null ? null : fieldName() + '-wrong'"
      />
      <span><ng-content /></span>
    </label>
    @if (complaint(); as why) {
      <p [id]="fieldName() + '-wrong'">{{ why }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 6px;
    }
    label {
      display: flex;
      gap: 12px;
      font-size: 0.9375rem;
    }
    input {
      flex: none;
      width: 20px;
      height: 20px;
      margin: 1px 0 0;
      accent-color: var(--accent);
    }
    p {
      padding-left: 32px;
      font-size: 0.8125rem;
      color: var(--red);
    }
  `,
})
export class TickField {
  readonly fieldName = input.required<string>();
  readonly control = input.required<FormControl<boolean>>();
  readonly complaint = input<string | null>(null);
}
