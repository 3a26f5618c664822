import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Problem } from '../../../../event-schemas/src/http/problem';
import { messages } from '../platform/messages/messages';

/** Above content that is still shown although it could not be refreshed. */
@Component({
  selector: 'lg-stale-note',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'status' },
  template: `
    @if (problem(); as why) {
      <p>
        <span>{{ t.states.stale }} {{ why.detail }}</span>
        <button matButton type="button" (click)="retry.emit()">{{ t.states.retry }}</button>
      </p>
    }
  `,
  styles: `
    /* Nothing to say takes no room. */
    :host {
      display: contents;
    }
    p {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 4px 16px;
      padding: 6px 8px 6px 16px;
      border-radius: var(--radius-m);
      background: var(--amber-soft);
      color: var(--on-amber-soft);
      --mat-button-text-label-text-color: var(--on-amber-soft);
    }
  `,
})
export class StaleNote {
  readonly problem = input.required<Problem | null>();
  readonly retry = output();
  protected readonly t = messages;
}
