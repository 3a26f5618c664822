import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { ReceiptCounts } from '../../../../event-schemas/src/http/import-leads';
import { messages } from '../platform/messages/messages';
import { outcomeCount, OUTCOMES } from './receipt';
import { OutcomeBar } from './outcome-bar';

/** What an import saw, and what became of every row. */
@Component({
  selector: 'lg-receipt-card',
  imports: [OutcomeBar],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="card-head">
      <h2>{{ t.receipt.title }}</h2>
    </div>
    <div class="card-body">
      <dl class="totals">
        <div>
          <dt>{{ t.receipt.seen }}</dt>
          <dd class="number">{{ shown(counts().seen) }}</dd>
        </div>
        <div>
          <dt>{{ t.receipt.parsed }}</dt>
          <dd class="number">{{ shown(counts().parsed) }}</dd>
        </div>
      </dl>
      <lg-outcome-bar [counts]="counts()" />
      <dl class="outcomes">
        @for (item of outcomes(); track item.outcome) {
          <div>
            <dt><span class="dot" [class]="item.outcome"></span>{{ t.receipt[item.outcome] }}</dt>
            <dd class="number">{{ shown(item.count) }}</dd>
          </div>
        }
      </dl>
      <p class="soft sum">{{ t.receipt.sum }}</p>
      <h3>{{ t.receipt.refusedTitle }}</h3>
      @if (counts().refused.length === 0) {
        <p class="soft">{{ t.receipt.nothingRefused }}</p>
      } @else {
        <ul>
          @for (item of counts().refused; track item.reason) {
            <li>
              <span>{{ t.receipt.reasons[item.reason] }}</span><span class="number">{{ shown(item.count) }}</span>
            </li>
          }
        </ul>
      }
    </div>
  `,
  styleUrl: './receipt-card.scss',
})
export class ReceiptCard {
  readonly counts = input.required<ReceiptCounts>();
  protected readonly t = messages;
  protected readonly outcomes = computed(() => OUTCOMES.map((outcome) => ({ outcome, count: outcomeCount(this.counts(), outcome) })));

  protected shown(value: number): string {
    return value.toLocaleString(messages.locale);
  }
}
