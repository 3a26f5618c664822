import { afterNextRender, ChangeDetectionStrategy, Component, ElementRef, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { messages } from '../platform/messages/messages';

/** Somebody else changed the same in the meantime: shows what stands there now and lets the person decide. */
@Component({
  selector: 'lg-conflict-note',
  imports: [MatButton],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { role: 'alert', tabindex: '-1' },
  template: `
    <p class="heading">{{ t.conflict.title }}</p>
    <p>{{ t.conflict.now(current()) }}</p>
    <div class="actions">
      <button matButton="filled" type="button" [disabled]="working()" disabledInteractive (click)="take.emit()">{{ t.conflict.take }}</button>
      <button matButton="outlined" type="button" [disabled]="working()" disabledInteractive (click)="overwrite.emit()">{{ t.conflict.overwrite }}</button>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
      width: 100%;
      padding: 16px;
      border-radius: var(--radius-m);
      background: var(--amber-soft);
      color: var(--on-amber-soft);
      overflow-wrap: anywhere;
      --mat-button-outlined-label-text-color: var(--on-amber-soft);
      --mat-button-outlined-outline-color: var(--on-amber-soft);
    }
    .heading {
      font-weight: 620;
    }
    .actions {
      margin-top: 4px;
    }
  `,
})
export class ConflictNote {
  /** What stands there now, in words. */
  readonly current = input.required<string>();
  readonly working = input(false);
  readonly take = output();
  readonly overwrite = output();
  protected readonly t = messages;

  constructor() {
    const element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    // The button that was pressed may be gone, and the decision is due now.
    afterNextRender(() => element.focus());
  }
}
