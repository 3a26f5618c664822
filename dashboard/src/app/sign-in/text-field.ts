import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { type FormControl, ReactiveFormsModule } from '@angular/forms';

/** A labelled input with a hint and a complaint, tied together for screen readers. */
@Component({
  selector: 'lg-text-field',
  imports: [ReactiveFormsModule],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="field">
      <label [for]="name()">{{ label() }}</label>
      <input
        class="input"
        [id]="name()"
        [type]="type()"
        [formControl]="control()"
        [attr.name]="name()"
        [attr.autocomplete]="autocomplete()"
        [attr.aria-invalid]="complaint() === null ? null : true"
        [attr.aria-describedby]="describedBy()"
      />
      @if (complaint(); as why) {
        <p class="wrong" [id]="name() + '-wrong'">{{ why }}</p>
      } @else if (hint()) {
        <p class="hint" [id]="name() + '-hint'">{{ hint() }}</p>
      }
    </div>
  `,
})
export class TextField {
  readonly name = input.required<string>();
  readonly label = input.required<string>();
  readonly control = input.required<FormControl<string>>();
  readonly type = input<'text' | 'email' | 'password'>('text');
  readonly autocomplete = input.required<string>();
  readonly hint = input<string | null>(null);
  readonly complaint = input<string | null>(null);
  protected readonly describedBy = computed(() => {
    if (this.complaint() !== null) return `${this.name()}-wrong`;
    return this.hint() === null ? null : `${this.name()}-hint`;
  });
}
