import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { Icon } from './icon';

/** Above a form: why the server did not take it. Read aloud when it appears. */
@Component({
  selector: 'lg-form-problem',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'alert' },
  template: `
    @if (sentence(); as why) {
      <p><lg-icon name="alert" />{{ why }}</p>
    }
  `,
  styles: `
    /* Nothing to say takes no room. */
    :host {
      display: contents;
    }
    p {
      display: flex;
      gap: 10px;
      padding: 12px 14px;
      border-radius: var(--radius-m);
      background: var(--red-soft);
      color: var(--on-red-soft);
      font-size: 0.875rem;
      font-weight: 520;
      overflow-wrap: anywhere;
    }
  `,
})
export class FormProblem {
  readonly sentence = input.required<string | null>();
}
