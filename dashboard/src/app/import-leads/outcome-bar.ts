import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { ReceiptCounts } from '../../../../event-schemas/src/http/import-leads';
import { messages } from '../platform/messages/messages';
import { outcomeCount, OUTCOMES } from './receipt';

/** The receipt as one stacked bar. Grows to `whole` when more is still to come. */
@Component({
  selector: 'lg-outcome-bar',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="bar" role="img" [attr.aria-label]="words()">
      @for (part of parts(); track part.outcome) {
        <span [class]="part.outcome" [style.flex-grow]="part.count"></span>
      }
      @if (rest() > 0) {
        <span class="rest" [style.flex-grow]="rest()"></span>
      }
    </div>
  `,
  styles: `
    .bar {
      display: flex;
      gap: 2px;
      height: var(--bar-height, 8px);
      overflow: hidden;
      border-radius: 99px;
      background: var(--grey-soft);
    }
    span {
      flex: 0 0 0;
      min-width: 0;
      transition: flex-grow 300ms ease-out;
    }
    .accepted {
      background: var(--chart-accepted);
    }
    .merged {
      background: var(--chart-merged);
    }
    .unchanged {
      background: var(--chart-unchanged);
    }
    .conflicts {
      background: var(--chart-conflicts);
    }
    .refused {
      background: var(--chart-refused);
    }
  `,
})
export class OutcomeBar {
  readonly counts = input.required<ReceiptCounts>();
  readonly whole = input(0);
  protected readonly parts = computed(() =>
    OUTCOMES.map((outcome) => ({ outcome, count: outcomeCount(this.counts(), outcome) })).filter(({ count }) => count > 0),
  );
  protected readonly rest = computed(() => this.whole() - this.parts().reduce((sum, { count }) => sum + count, 0));
  protected readonly words = computed(() => {
    const [accepted, merged, unchanged, conflicts, refused] = OUTCOMES;
    const of = (outcome: (typeof OUTCOMES)[number]): number => outcomeCount(this.counts(), outcome);
    return messages.receipt.chart(of(accepted), of(merged), of(unchanged), of(conflicts), of(refused));
  });
}
