import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { messages } from '../platform/messages/messages';

/** Grey lines in the rhythm of what will stand here. */
@Component({
  selector: 'lg-skeleton-lines',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'status' },
  template: `
    <span class="visually-hidden">{{ t.states.loading }}</span>
    @for (line of rows(); track line) {
      <div class="row" aria-hidden="true" [style.height.px]="rowHeight()">
        <span class="bone dot"></span>
        <span class="bone" [style.width.%]="30 + ((line * 17) % 30)"></span>
        <span class="bone end"></span>
      </div>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    .row {
      display: flex;
      align-items: center;
      gap: 14px;
      padding: 0 24px;
      border-bottom: 1px solid var(--line);
    }
    .row:last-child {
      border-bottom: 0;
    }
    .bone {
      height: 12px;
      border-radius: 6px;
      background: var(--grey-soft);
      animation: breathe 1.6s ease-in-out infinite;
    }
    .dot {
      width: 34px;
      height: 34px;
      border-radius: 50%;
    }
    .end {
      width: 72px;
      margin-left: auto;
    }
    @keyframes breathe {
      50% {
        opacity: 0.45;
      }
    }
  `,
})
export class SkeletonLines {
  readonly lines = input(6);
  readonly rowHeight = input(60);
  protected readonly t = messages;
  protected readonly rows = computed(() => Array.from({ length: this.lines() }, (_, line) => line));
}
