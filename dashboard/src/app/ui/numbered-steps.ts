import { ChangeDetectionStrategy, Component, input } from '@angular/core';

@Component({
  selector: 'lg-numbered-steps',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ol>
      @for (step of steps(); track step) {
        <li>{{ step }}</li>
      }
    </ol>
  `,
  styles: `
    ol {
      display: grid;
      gap: 12px;
      margin: 8px 0;
      counter-reset: step;
      text-align: left;
    }
    li {
      display: grid;
      grid-template-columns: 28px 1fr;
      align-items: start;
      gap: 12px;
      line-height: 28px;
      counter-increment: step;
    }
    li::before {
      content: counter(step);
      width: 28px;
      height: 28px;
      border-radius: 50%;
      background: var(--accent-soft);
      color: var(--on-accent-soft);
      font-size: 0.8125rem;
      font-weight: 650;
      text-align: center;
    }
  `,
})
export class NumberedSteps {
  readonly steps = input.required<readonly string[]>();
}
