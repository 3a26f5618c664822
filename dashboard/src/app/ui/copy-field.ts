import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Copying } from './copying';

/** Something that is shown once, to be copied; selected at a press, for browsers that do not let a page copy. */
@Component({
  selector: 'lg-copy-field',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <input #field class="input" readonly spellcheck="false" autocomplete="off" [value]="value()" [attr.aria-label]="label()" />
    <button matButton="filled" type="button" (click)="copy(field)">{{ act() }}</button>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 10px;
      width: 100%;
      min-width: 0;
      max-width: 720px;
    }
    .input {
      flex: 1 1 320px;
      min-width: 0;
      font-family: var(--font-mono);
      font-size: 0.8125rem;
    }
    button {
      flex: none;
    }
  `,
})
export class CopyField {
  private readonly copying = inject(Copying);
  readonly value = input.required<string>();
  readonly label = input.required<string>();
  /** What the button says. */
  readonly act = input.required<string>();

  protected copy(field: HTMLInputElement): Promise<void> {
    field.select();
    return this.copying.copy(field.value);
  }
}
