import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import type { LeadSort } from '../../../../event-schemas/src/http/maintain-leads';
import { Icon } from '../ui/icon';
import { directionOf, type SortedBy, toggled } from './sorting';

@Component({
  selector: 'lg-sort-heading',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'columnheader', '[attr.aria-sort]': 'direction()' },
  template: `
    <button type="button" [class.chosen]="direction() !== 'none'" (click)="sorted.emit(next())">
      {{ text() }}
      @switch (direction()) {
        @case ('ascending') {
          <lg-icon name="up" />
        }
        @case ('descending') {
          <lg-icon name="down" />
        }
        @default {
          <lg-icon class="idle" name="unfold" />
        }
      }
    </button>
  `,
  styles: `
    button {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      margin-left: -8px;
      padding: 6px 8px;
      border: 0;
      border-radius: 8px;
      background: transparent;
      color: inherit;
      font: inherit;
      cursor: pointer;
    }
    button:hover,
    .chosen {
      color: var(--ink);
    }
    lg-icon {
      width: 14px;
      height: 14px;
    }
    .idle {
      opacity: 0.5;
    }
  `,
})
export class SortHeading {
  readonly column = input.required<SortedBy>();
  readonly text = input.required<string>();
  readonly order = input.required<LeadSort>();
  readonly sorted = output<LeadSort>();
  protected readonly direction = computed(() => directionOf(this.order(), this.column()));
  protected readonly next = computed(() => toggled(this.order(), this.column()));
}
